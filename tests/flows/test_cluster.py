"""One flow over several hosts gives the dossiers of one machine, to the byte, though a host dies in the middle."""

import json
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.store import open_store
from pipeline.verify import verify
from tests.flows.cluster import Cluster
from tests.flows.conftest import Laptop
from tests.flows.running import PATIENCE, dossiers, processes, start, until
from tests.hosts import HERE, NETWORK, Network, NotApart, namespace, network
from tests.weed import free_port, server

ELSEWHERE = {"TZ": "America/St_Johns", "LANG": "C"}  # no clock and no language of a host is in a dossier


class Season(NamedTuple):
    """A scheduler and two workers, each on a host of its own, with packages and store in a bucket on a fourth: ours."""

    cluster: Cluster
    net: Network
    s3: Mapping[str, str]


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    with ExitStack() as held:
        net = held.enter_context(network(3))
        s3 = held.enter_context(server(host=net.us))
        yield Season(Cluster(tmp_path, held, {**s3, **ELSEWHERE}, net.hosts), net, s3)


def may_lay_networks() -> bool:
    """Ask the kernel itself, by another way than the hosts are made."""
    asked = ["unshare", "--net", "ip", "link", "add", "one", "type", "veth", "peer", "name", "other"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


@pytest.mark.allow_hosts(["127.0.0.1", NETWORK])
def test_a_cluster_that_loses_a_host_gives_the_same_dossiers(
    season: Season, laptop: Laptop, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """From bucket to bucket. Killed when the first dossiers are there: its worker goes too, the other host goes on."""
    cluster, net, s3 = season
    inbox, store = (open_store(f"s3://zishen/{name}", s3) for name in ("in", "store"))
    for path in laptop.batch.rglob("*.docx"):
        inbox.put(path.relative_to(laptop.batch).as_posix(), path, "application/octet-stream", lasting=False)

    def kept() -> list[str]:
        return [key for key in store.list("dossiers/") if key.endswith("/manifest.json")]

    def at_work(name: str) -> list[int]:
        return list(processes(cluster.home(name), "flows.worker"))

    here = {**s3, "PREFECT_API_URL": ""}
    words = ("--cluster", cluster.address)
    running = start("s3://zishen/in", "s3://zishen/store", tmp_path / "home", tmp_path / "events", here, words)
    until(
        lambda: running.poll() is not None or (all(map(at_work, ("one", "two"))) and bool(kept())), "nothing was kept"
    )
    networks = {namespace(), *(namespace(pid) for name in ("one", "two") for pid in at_work(name))}
    cluster.workers[0].send_signal(signal.SIGKILL)
    before = len(kept())
    until(lambda: not at_work("one"), "a worker outlived its host")

    assert running.wait(PATIENCE) == 0, (tmp_path / "err").read_text(encoding="utf-8")
    assert before < len(laptop.names)  # it was in the middle
    rows = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert [(row["package"], row["error"]) for row in rows] == [(name, "") for name in laptop.names]
    assert dossiers(store) == laptop.dossiers
    assert len(kept()) == len(laptop.names)
    assert not verify(store).faults
    record_property("hosts", "network namespaces" if net.apart else "plain processes")
    assert net.apart == may_lay_networks()
    assert len(networks) == (3 if net.apart else 1)


def test_hosts_that_cannot_be_laid_apart_are_processes_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `ip` is not there, or may not: the batch above is then tried over one loopback, still by two workers."""
    monkeypatch.setenv("PATH", "")
    with pytest.warns(NotApart, match="no network namespaces .*'ip'.*on one loopback"), network(3) as net:
        assert net == Network("127.0.0.1", (HERE, HERE, HERE), apart=False)


def test_a_cluster_that_does_not_answer_is_told_before_any_work(laptop: Laptop, tmp_path: Path) -> None:
    dead, environment = f"tcp://127.0.0.1:{free_port()}", {"ZISHEN_PATIENCE_SECONDS": "1"}
    words = ("--cluster", dead)
    running = start(laptop.batch, tmp_path / "store", tmp_path / "home", tmp_path / "events", environment, words)

    assert running.wait(PATIENCE) == 5
    said = (tmp_path / "err").read_text(encoding="utf-8")
    assert said.startswith(f"zishen：缺少组件：Dask 集群（{dead} 没有应答）。请检查 --cluster 的地址")
    assert not (tmp_path / "store").exists()

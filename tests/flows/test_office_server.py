"""An office's own Prefect server on PostgreSQL, for many machines: the same dossiers, and the runs on record there."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.server import GivenServer
from pipeline.errors import BadSettings, ToolMissing
from pipeline.folder import FolderStore
from pipeline.store import open_store
from pipeline.verify import verify
from tests.flows.conftest import Laptop
from tests.flows.running import PATIENCE, dossiers, heard, processes, start, until
from tests.postgres import WITH_US, Postgres, cluster
from tests.prefect_server import PREFECT, PrefectServer, prefect_server
from tests.weed import free_port


class Office(NamedTuple):
    database: Postgres
    server: PrefectServer


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with cluster() as database, prefect_server(database.url) as server:
        yield Office(database, server)


def test_a_run_is_recorded_in_postgresql_and_gives_the_same_dossiers(
    office: Office, laptop: Laptop, tmp_path: Path
) -> None:
    """It starts no server of its own; its flow and each of its packages stand as completed in the office's database."""
    home, store = tmp_path / "home", tmp_path / "store"
    running = start(laptop.batch, store, home, tmp_path / "events", office.server.settings)

    assert running.wait(PATIENCE) == 0, (tmp_path / "err").read_text(encoding="utf-8")
    assert dossiers(FolderStore(store)) == laptop.dossiers
    assert not (home / "prefect" / "prefect.db").exists()
    ours = f"from flow_run r join flow f on f.id = r.flow_id {{}} where r.name like 'zishen % {running.pid} %'"
    assert office.database.ask(f"select f.name, r.state_type {ours.format('')}") == ["zishen|COMPLETED"]
    of_it = ours.format("join task_run t on t.flow_run_id = r.id")
    recorded = [f"{name}|COMPLETED" for name in laptop.names]  # Prefect writes its tasks down a moment later
    until(
        lambda: office.database.ask(f"select t.name, t.state_type {of_it} order by t.name") == recorded,
        "the packages are not on record",
    )


def test_a_server_that_is_killed_and_comes_back_costs_nothing(office: Office, laptop: Laptop, tmp_path: Path) -> None:
    """The packages go on meanwhile; what is then said of them is said to the server that came back."""
    store, events = tmp_path / "store", tmp_path / "events"
    running = start(laptop.batch, store, tmp_path / "home", events, office.server.settings)
    until(lambda: heard(events, '"received"') > 0, "no work was begun")
    office.server.kill()
    office.server.start()

    assert running.wait(PATIENCE) == 0, (tmp_path / "err").read_text(encoding="utf-8")
    assert dossiers(FolderStore(store)) == laptop.dossiers
    office.server.wait()


@pytest.mark.parametrize(
    ("path", "password", "said"),
    [
        ("", "zishen:another", "不接受我们的密码"),
        ("/wrong", "zishen:tests-only", "/api/wrong 的回答是 404，不像 Prefect 服务"),
    ],
)
def test_a_server_that_is_not_ours_is_told_at_once(
    path: str, password: str, said: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", password)
    with pytest.raises(ToolMissing, match=said) as told:
        GivenServer(office.server.settings["PREFECT_API_URL"] + path, 30).ready()

    assert told.value.exit == 5


def test_what_is_no_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_AUTH_STRING", raising=False)
    with pytest.raises(BadSettings, match="PREFECT_API_URL 应写作 http://主机:4200/api，不是 server:4200"):
        GivenServer("server:4200", 30).ready()


def test_a_server_that_is_dead_ends_the_run_before_any_work(laptop: Laptop, tmp_path: Path) -> None:
    """After some patience: exit code 5 (docs/errors.md), one sentence, and nothing in the store."""
    dead = {"PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api", "ZISHEN_PATIENCE_SECONDS": "1"}
    running = start(laptop.batch, tmp_path / "store", tmp_path / "home", tmp_path / "events", dead)

    assert running.wait(PATIENCE) == 5
    told = (tmp_path / "err").read_text(encoding="utf-8")
    assert told.startswith(
        f"zishen：缺少组件：Prefect 服务（{dead['PREFECT_API_URL']} 没有应答）。请检查 PREFECT_API_URL"
    )
    assert told.count("\n") == 1
    assert not (tmp_path / "store").exists()
    assert not list(processes(tmp_path / "home"))


def test_what_a_dead_run_left_as_running_is_cleared_by_the_next_run_on_its_host(
    office: Office, laptop: Laptop, tmp_path: Path
) -> None:
    """Killed when work was begun: nobody tells the server, until the next run says that it and its tasks crashed."""
    store, events, home = tmp_path / "store", tmp_path / "events", tmp_path / "home"
    running = start(laptop.batch, store, home, events, office.server.settings)
    until(lambda: heard(events, '"received"') > 0, "no work was begun")
    running.kill()
    running.wait()
    until(lambda: not list(processes(home)), "something of the run is left")
    named = f"from flow_run r {{}} where r.name like 'zishen {socket.gethostname()} {running.pid} %'"
    assert office.database.ask(f"select r.state_type {named.format('')}") == ["RUNNING"]

    assert start(laptop.batch, store, home, tmp_path / "again", office.server.settings).wait(PATIENCE) == 0

    assert office.database.ask(f"select r.state_type {named.format('')}") == ["CRASHED"]
    tasks = named.format("join task_run t on t.flow_run_id = r.id")
    assert set(office.database.ask(f"select distinct t.state_type {tasks}")) <= {"COMPLETED", "CRASHED"}
    assert dossiers(FolderStore(store)) == laptop.dossiers


def test_two_workers_of_a_work_pool_run_two_seasons_that_are_asked_for_at_once(
    office: Office, laptop: Laptop, s3: Mapping[str, str], tmp_path: Path
) -> None:
    """In the order of docs/operating.md, from bucket to bucket: a pool, the deployment, a worker on each of two hosts.

    The second season waits until the first has ended, as prefect.yaml says, and finds what is finished.
    """
    inbox, store = (open_store(f"s3://zishen/deployed/{name}", s3) for name in ("in", "store"))
    for path in laptop.batch.rglob("*.docx"):
        inbox.put(path.relative_to(laptop.batch).as_posix(), path, "application/octet-stream", lasting=False)
    anywhere = {**os.environ, **office.server.settings, "PREFECT_HOME": str(tmp_path / "anywhere")}
    hosts = [tmp_path / "one", tmp_path / "two"]

    def asked(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [PREFECT, *words], env=anywhere, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def done(running: subprocess.Popen[str]) -> None:
        told, _ = running.communicate(timeout=PATIENCE)
        logs = [log.read_text(encoding="utf-8") for log in tmp_path.glob("*/worker.log")]
        assert running.returncode == 0, "\n".join([told, *logs])

    with ExitStack() as held:
        done(asked("work-pool", "create", "zishen", "--type", "process"))
        done(asked("deploy", "--all"))
        for host in hosts:
            held.enter_context(pool_worker(host, {**anywhere, **s3}))
        parameters = {
            "source": "s3://zishen/deployed/in", "store": "s3://zishen/deployed/store",
            "rules": "shanghai-2022", "award": "gold-organisation", "on": "2026-06-30",
        }  # fmt: skip
        words = [word for name, value in parameters.items() for word in ("--param", f"{name}={value}")]
        for season in [asked("deployment", "run", "zishen-season/season", "--watch", *words) for _ in hosts]:
            done(season)

    assert dossiers(store) == laptop.dossiers
    assert len([key for key in store.list("dossiers/") if "/_chain/" in key]) == len(laptop.names)
    assert not verify(store).faults
    seasons = "from flow_run r join flow f on f.id = r.flow_id where f.name = 'zishen-season'"
    assert office.database.ask(f"select r.state_type {seasons}") == ["COMPLETED", "COMPLETED"]
    (first, second) = office.database.ask(f"select r.start_time, r.end_time {seasons} order by r.start_time")
    assert first.split("|")[1] <= second.split("|")[0]
    assert not [pid for host in hosts for pid in processes(host)]


@contextmanager
def pool_worker(host: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """A worker on a host of its own, where Zishen is installed and its repository is not."""
    host.mkdir()
    with (host / "worker.log").open("wb") as log:
        worker = subprocess.Popen(
            [*WITH_US, PREFECT, "worker", "start", "--pool", "zishen"],
            env={**environment, "ZISHEN_HOME": str(host), "PREFECT_HOME": str(host)},
            cwd=host,
            stdout=log,
            stderr=log,
        )
        try:
            yield
        finally:
            worker.kill()
            worker.wait()


def test_a_season_that_cannot_be_run_fails_with_the_sentence_of_the_command_line(tmp_path: Path) -> None:
    """Prefect shows the run as failed for what it raises; nothing of a store is made."""
    code = f"from flows.deployed import season; season.fn({str(tmp_path / 'nowhere')!r}, {str(tmp_path / 'store')!r})"
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "ZISHEN_HOME": str(tmp_path / "home")}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode == 1
    assert "SeasonNotDoneError: " in ran.stderr
    assert f"zishen：没有可读的材料：{tmp_path / 'nowhere'}（不是文件夹" in ran.stderr
    assert not (tmp_path / "store").exists()

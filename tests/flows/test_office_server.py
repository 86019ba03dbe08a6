"""An office's own Prefect server on PostgreSQL, for many machines: the same dossiers, and the runs on record there."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.folder import FolderStore
from tests.flows.conftest import Laptop
from tests.flows.running import PATIENCE, dossiers, start, until
from tests.postgres import Postgres, cluster
from tests.prefect_server import PrefectServer, prefect_server


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
    assert office.database.ask("select f.name, r.state_type from flow_run r join flow f on f.id = r.flow_id") == [
        "zishen|COMPLETED"
    ]
    recorded = [f"{name}|COMPLETED" for name in laptop.names]  # Prefect writes its tasks down a moment later
    until(
        lambda: office.database.ask("select name, state_type from task_run order by name") == recorded,
        "the packages are not on record",
    )

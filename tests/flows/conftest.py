"""What an undisturbed run on one machine makes of a batch: every other way to run it must come to the same."""

from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.folder import FolderStore
from tests.flows.packages import text_package
from tests.flows.running import PATIENCE, dossiers, start

NAMES = tuple(f"{number:02d}-公司" for number in range(1, 6))


class Laptop(NamedTuple):
    """A batch of five small packages, the state of the machine that ran it, and what people read of it."""

    batch: Path
    home: Path
    dossiers: dict[str, bytes]
    names: tuple[str, ...] = NAMES


@pytest.fixture(scope="session")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    batch, home = tmp_path_factory.mktemp("laptop-batch"), tmp_path_factory.mktemp("laptop-home")
    for name in NAMES:
        text_package(batch, name)
    store = tmp_path_factory.mktemp("laptop") / "store"
    running = start(batch, store, home, store.parent / "events")
    assert running.wait(PATIENCE) == 0, (store.parent / "err").read_text(encoding="utf-8")
    return Laptop(batch, home, dossiers(FolderStore(store)))

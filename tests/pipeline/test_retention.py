"""What may be deleted when: counted from the seal, and never before the last batch that shares a file."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from pipeline.folder import FolderStore
from pipeline.retention import Due, retention
from pipeline.store import open_store
from pipeline.vault import Vault
from tests.pipeline.runs import BATCH, run
from tests.weed import BUCKET

LATER = "dossiers/shanghai-2022/2027"
TODAY = date(2026, 12, 1)


def by_prefix(due: list[Due]) -> dict[str, list[date | None]]:
    told: dict[str, list[date | None]] = {}
    for one in due:
        told.setdefault(one.prefix, []).append(one.since)
    return told


def test_a_sealed_batch_may_go_ten_years_after_its_seal(tmp_path: Path) -> None:
    vault = Vault(FolderStore(tmp_path / "vault"))
    vault.keep(run(tmp_path, "甲"), BATCH)
    vault.seal(BATCH, {}, date(2026, 7, 1))
    due = by_prefix(retention(vault.store, 10, TODAY))
    assert due == {BATCH: [date(2036, 7, 1)], "originals/": [date(2036, 7, 1)], "sealed/": [date(2036, 7, 1)]}


def test_a_batch_that_is_not_wholly_sealed_is_not_counted_yet(tmp_path: Path) -> None:
    vault = Vault(FolderStore(tmp_path / "vault"))
    vault.keep(run(tmp_path, "甲"), BATCH)
    assert by_prefix(retention(vault.store, 10, TODAY))[BATCH] == [None]
    vault.seal(BATCH, {}, date(2026, 7, 1))
    vault.keep(run(tmp_path, "乙"), BATCH)
    told = retention(vault.store, 10, TODAY)
    assert by_prefix(told) == {BATCH: [None], "originals/": [None], "sealed/": [None]}
    assert "有 1 份尚未封存" in next(one.why for one in told if one.prefix == BATCH)


def test_a_shared_file_stays_as_long_as_the_last_batch_that_shares_it(tmp_path: Path) -> None:
    """The licence is in both batches, the dossiers and cases are each batch's own: the packages differ."""
    vault = Vault(FolderStore(tmp_path / "vault"))
    vault.keep(run(tmp_path, "甲"), BATCH)
    vault.seal(BATCH, {}, date(2026, 7, 1))
    vault.keep(run(tmp_path, "乙"), LATER)
    vault.seal(LATER, {}, date(2027, 7, 1))
    due = by_prefix(retention(vault.store, 10, TODAY))
    assert due["originals/"] == [date(2037, 7, 1)]
    assert due["sealed/"] == [date(2036, 7, 1), date(2037, 7, 1)]
    assert (due[BATCH], due[LATER]) == ([date(2036, 7, 1)], [date(2037, 7, 1)])


def test_readings_and_what_a_killed_run_left_may_go_today(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "vault")
    store.put("readings/a/b/c.json", b"{}", "application/json")
    store.put("originals/" + "0" * 64, b"left", "application/pdf")
    assert by_prefix(retention(store, 10, TODAY)) == {"originals/": [TODAY], "readings/": [TODAY]}


def test_the_lock_of_the_bucket_is_told_beside_the_rule(s3: Mapping[str, str], tmp_path: Path) -> None:
    vault = Vault(open_store(f"s3://{BUCKET}/{uuid4().hex}", s3))
    vault.keep(run(tmp_path, "甲"), BATCH)
    locked = next(one.locked_until for one in retention(vault.store, 10, TODAY) if one.prefix == BATCH)
    assert locked is not None
    assert abs(locked - (datetime.now(UTC) + timedelta(days=3652.5)).date()) <= timedelta(days=1)

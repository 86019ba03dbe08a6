"""Whatever is done to a vault behind its back is found and named."""

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from minio import Minio

from pipeline.folder import FolderStore
from pipeline.manifest import Head, Manifest, head_key, link_key, manifest_key
from pipeline.model import Verdict, canonical, fingerprint
from pipeline.store import open_store
from pipeline.trace import Wrong
from pipeline.vault import Vault
from pipeline.verify import verify
from tests.pipeline.paper import finding
from tests.pipeline.runs import BATCH, run
from tests.weed import BUCKET

TODAY = date(2026, 7, 1)


class Archive(NamedTuple):
    """A sealed batch of four runs (乙 judged twice) with a paper of the batch, in a folder."""

    root: Path
    runs: list[Manifest]
    head: Head

    @property
    def store(self) -> FolderStore:
        return FolderStore(self.root)

    def found(self, prefix: str = "", anchor: str | None = None) -> set[tuple[Wrong, str]]:
        return {(one.wrong, one.key) for one in verify(self.store, prefix, anchor).traces}

    def path(self, key: str) -> Path:
        return self.root / key

    def copy(self, number: int) -> str:
        return manifest_key(self.runs[number - 1].content.run)

    def paper(self, number: int) -> str:
        return f"{self.runs[number - 1].content.run}/dossier.html"


def fill(vault: Vault, folder: Path) -> tuple[list[Manifest], Head]:
    runs = [vault.keep(run(folder, name, paper=name.encode()), BATCH) for name in ("甲", "乙", "丙")]
    runs.append(vault.keep(run(folder, "乙", finding(Verdict.NOT_MET)), BATCH))
    head = vault.seal(BATCH, {"汇总表.xlsx": b"xlsx"}, TODAY)
    assert head is not None
    return runs, head


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "vault", *fill(Vault(FolderStore(tmp_path / "vault")), tmp_path))


def test_an_archive_nobody_touched_is_whole(archive: Archive) -> None:
    """Four runs of 6 objects (original, case, dossier; dossier.json, page), of which the original is shared.

    The cases of three packages differ by the package; 乙's second case is its first. 1 original + 3 cases + 4 dossiers
    + 4 × 2 papers + 1 paper of the batch = 17.
    """
    told = verify(archive.store)
    assert told.traces == ()
    assert (told.batches, told.runs, told.objects) == (1, 4, 17)
    sizes = [archive.path(key).stat().st_size for key in archive.store.list() if "manifest" not in key]
    links = [archive.path(key).stat().st_size for key in archive.store.list(f"{BATCH}/_")]
    assert told.bytes == sum(sizes) - sum(links) + len(b"xlsx")


def every_object(archive: Archive) -> Iterable[str]:
    return {one.key for manifest in archive.runs for one in manifest.content.objects} | {archive.head.papers[0].key}


def test_a_changed_byte_in_any_object_is_named(archive: Archive) -> None:
    """The first, the last, one more and one less; each object in turn, put back afterwards."""
    for key in sorted(every_object(archive)):
        whole = archive.path(key).read_bytes()
        for changed in (
            bytes([whole[0] ^ 1]) + whole[1:],
            whole[:-1] + bytes([whole[-1] ^ 1]),
            whole + b"\n",
            whole[:-1],
        ):
            archive.path(key).write_bytes(changed)
            assert archive.found() == {(Wrong.CHANGED, key)}
        archive.path(key).write_bytes(whole)
    assert archive.found() == set()


def test_a_missing_object_is_named(archive: Archive) -> None:
    for key in sorted(every_object(archive)):
        whole = archive.path(key).read_bytes()
        archive.path(key).unlink()
        assert archive.found() == {(Wrong.MISSING, key)}
        archive.path(key).write_bytes(whole)


@pytest.mark.parametrize(
    "place",
    ["{run}/批注.docx", f"{BATCH}/_batch/公示.docx", f"{BATCH}/_chain/x.json", f"{BATCH}/旁注.txt", "dossiers/a.txt"],
)
def test_an_added_object_is_named(archive: Archive, place: str) -> None:
    key = place.format(run=archive.runs[1].content.run)
    archive.store.put(key, b"added", "text/plain")
    assert archive.found() == {(Wrong.ADDED, key)}


def test_a_changed_manifest_is_named_wherever_it_is_changed(archive: Archive) -> None:
    changed = canonical(
        archive.runs[1].model_copy(
            update={"content": archive.runs[1].content.model_copy(update={"award": "gold-individual"})}
        )
    )
    archive.path(archive.copy(2)).write_bytes(changed)
    assert archive.found() == {(Wrong.CHANGED, archive.copy(2))}

    archive.path(link_key(BATCH, 2)).write_bytes(changed)  # now both agree, and the next link does not
    assert (Wrong.CHANGED, link_key(BATCH, 3)) in archive.found()


def test_the_last_manifest_cannot_be_changed_either_once_it_is_sealed(archive: Archive) -> None:
    last = archive.runs[3]
    changed = canonical(last.model_copy(update={"content": last.content.model_copy(update={"award": "其他"})}))
    archive.path(archive.copy(4)).write_bytes(changed)
    archive.path(link_key(BATCH, 4)).write_bytes(changed)
    assert archive.found() == {(Wrong.CHANGED, head_key(BATCH, 1))}


@pytest.mark.parametrize("change", [lambda raw: raw + b" ", lambda raw: raw.replace(b":", b": ", 1), lambda _: b"{}"])
def test_a_manifest_that_says_the_same_in_other_bytes_is_changed(
    archive: Archive, change: Callable[[bytes], bytes]
) -> None:
    path = archive.path(link_key(BATCH, 2))
    path.write_bytes(change(path.read_bytes()))
    assert (Wrong.CHANGED, link_key(BATCH, 2)) in archive.found()


def test_two_manifests_that_changed_places_are_named(archive: Archive) -> None:
    first, second = (archive.path(link_key(BATCH, number)) for number in (1, 2))
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    assert {(Wrong.REORDERED, link_key(BATCH, 1)), (Wrong.REORDERED, link_key(BATCH, 2))} <= archive.found()


def test_two_runs_whose_manifests_were_swapped_are_named(archive: Archive) -> None:
    first, third = (archive.path(archive.copy(number)) for number in (1, 3))
    one, other = first.read_bytes(), third.read_bytes()
    first.write_bytes(other)
    third.write_bytes(one)
    assert archive.found() == {(Wrong.CHANGED, archive.copy(1)), (Wrong.CHANGED, archive.copy(3))}


def test_a_link_taken_out_is_named(archive: Archive) -> None:
    archive.path(link_key(BATCH, 2)).unlink()
    assert (Wrong.MISSING, link_key(BATCH, 2)) in archive.found()


def test_a_chain_cut_off_is_named(archive: Archive) -> None:
    archive.path(link_key(BATCH, 4)).unlink()
    archive.path(link_key(BATCH, 3)).unlink()
    assert {(Wrong.TRUNCATED, link_key(BATCH, 3)), (Wrong.TRUNCATED, archive.copy(3))} <= archive.found()


def test_a_chain_cut_off_with_its_runs_is_named_because_the_head_counted(archive: Archive) -> None:
    archive.path(link_key(BATCH, 4)).unlink()
    for key in list(archive.store.list(f"{archive.runs[3].content.run}/")):
        archive.path(key).unlink()
    assert (Wrong.TRUNCATED, link_key(BATCH, 4)) in archive.found()


def test_a_chain_cut_off_before_it_was_sealed_is_named_by_the_runs_that_stay(tmp_path: Path) -> None:
    vault = Vault(FolderStore(tmp_path / "vault"))
    vault.keep(run(tmp_path, "甲"), BATCH)
    second = vault.keep(run(tmp_path, "乙"), BATCH)
    (tmp_path / "vault" / link_key(BATCH, 2)).unlink()
    found = {(one.wrong, one.key) for one in verify(vault.store).traces}
    assert (Wrong.TRUNCATED, manifest_key(second.content.run)) in found


def test_a_whole_history_cut_off_with_its_seal_is_named_by_the_hash_that_was_written_down(tmp_path: Path) -> None:
    """The last runs and the last head are gone without a trace; only who wrote the head's hash down can tell."""
    vault = Vault(FolderStore(tmp_path / "vault"))
    vault.keep(run(tmp_path, "甲"), BATCH)
    first = vault.seal(BATCH, {}, TODAY)
    later = vault.keep(run(tmp_path, "乙"), BATCH)
    second = vault.seal(BATCH, {}, TODAY)
    assert first is not None
    assert second is not None
    assert verify(vault.store, anchor=fingerprint(second)).faults == ()
    for key in (head_key(BATCH, 2), link_key(BATCH, 2), *vault.store.list(f"{later.content.run}/")):
        (tmp_path / "vault" / key).unlink()
    assert verify(vault.store).faults == ()
    assert verify(vault.store, anchor=fingerprint(first)).faults == ()
    assert [one.wrong for one in verify(vault.store, anchor=fingerprint(second)).faults] == [Wrong.MISSING]


def test_a_head_taken_out_or_changed_is_named(archive: Archive, tmp_path: Path) -> None:
    vault = Vault(archive.store)
    vault.keep(run(tmp_path, "丁"), BATCH)
    vault.seal(BATCH, {}, TODAY)
    assert archive.found() == set()
    whole = archive.path(head_key(BATCH, 1)).read_bytes()
    changed = archive.head.model_copy(update={"sealed_on": date(2020, 1, 1)})
    archive.path(head_key(BATCH, 1)).write_bytes(canonical(changed))
    assert archive.found() == {(Wrong.CHANGED, head_key(BATCH, 2))}
    archive.path(head_key(BATCH, 1)).write_bytes(whole)
    archive.path(head_key(BATCH, 1)).unlink()
    assert (Wrong.MISSING, head_key(BATCH, 1)) in archive.found()


def test_a_file_under_a_hash_that_is_not_its_own_is_named(archive: Archive) -> None:
    key = f"originals/{'0' * 64}"
    archive.store.put(key, b"not this", "text/plain")
    assert archive.found() == {(Wrong.CHANGED, key)}


def test_what_a_killed_run_left_is_told_and_no_fault(archive: Archive) -> None:
    archive.store.put(f"{BATCH}/丁/0123456789ab/dossier.json", b"half", "application/json")
    told = verify(archive.store)
    assert told.faults == ()
    assert [(one.wrong, one.key) for one in told.traces] == [(Wrong.UNFINISHED, f"{BATCH}/丁/0123456789ab")]


def test_runs_not_sealed_yet_are_told_and_no_fault(archive: Archive, tmp_path: Path) -> None:
    Vault(archive.store).keep(run(tmp_path, "丁"), BATCH)
    told = verify(archive.store)
    assert told.faults == ()
    assert [(one.wrong, one.why) for one in told.traces] == [(Wrong.UNSEALED, "最后 1 份尚未封存")]


def test_a_part_of_a_store_is_verified_alone(archive: Archive) -> None:
    archive.path(archive.paper(1)).write_bytes(b"changed")
    assert archive.found(f"{BATCH}/甲") == {(Wrong.CHANGED, archive.paper(1))}
    assert archive.found(f"{BATCH}/乙") == set()
    assert verify(archive.store, f"{BATCH}/乙").runs == 2
    assert verify(archive.store, "dossiers/shanghai-2022/20").runs == 0


def test_what_was_done_to_a_bucket_is_named(s3: Mapping[str, str], tmp_path: Path) -> None:
    """An overwrite and a deletion by a program that asks nobody: told as changed and missing, and as what was done."""
    name = uuid4().hex
    vault = Vault(open_store(f"s3://{BUCKET}/{name}", s3))
    runs, head = fill(vault, tmp_path)
    assert verify(vault.store, anchor=fingerprint(head)).traces == ()
    other = Minio(s3["ZISHEN_S3_ENDPOINT"], s3["ZISHEN_S3_ACCESS_KEY"], s3["ZISHEN_S3_SECRET_KEY"], secure=False)
    page, copy = f"{runs[0].content.run}/dossier.html", manifest_key(runs[1].content.run)
    other.put_object(BUCKET, f"{name}/{page}", io.BytesIO(b"x"), 1)
    other.remove_object(BUCKET, f"{name}/{copy}")
    other.remove_object(BUCKET, f"{name}/{link_key(BATCH, 4)}")
    assert {(one.wrong, one.key) for one in verify(vault.store).faults} >= {
        (Wrong.CHANGED, page),
        (Wrong.OVERWRITTEN, page),
        (Wrong.MISSING, copy),
        (Wrong.DELETED, copy),
        (Wrong.TRUNCATED, link_key(BATCH, 4)),
        (Wrong.DELETED, link_key(BATCH, 4)),
    }

"""A run is in the vault whole or not at all, once, in a chain that many writers share."""

import pickle
import threading
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from uuid import uuid4

import pytest

from pipeline.errors import StoreError
from pipeline.manifest import NOTHING_BEFORE, Kept, Manifest, head_key, link_key, manifest_key, seal_of
from pipeline.model import Dossier, TextValue, Verdict, canonical, fingerprint
from pipeline.store import Store, open_store
from pipeline.vault import Vault, batch_folder
from tests.pipeline.paper import evidence, finding, named
from tests.pipeline.runs import BATCH, LICENCE, keep_some, run
from tests.pipeline.sealing import sealed
from tests.weed import BUCKET

TODAY = date(2026, 7, 1)
NUMBER = "310101198001011231"


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_store(str(tmp_path / "vault"), {})
    return open_store(f"s3://{BUCKET}/{uuid4().hex}", request.getfixturevalue("s3"))


def test_a_run_holds_everything_its_manifest_names_and_nothing_else(store: Store, tmp_path: Path) -> None:
    manifest = Vault(store).keep(run(tmp_path), BATCH)
    named_keys = {one.key for one in manifest.content.objects}
    home = manifest.content.run
    assert home.startswith(f"{BATCH}/甲/")
    assert set(store.list()) == named_keys | {manifest_key(home), link_key(BATCH, 1)}
    assert {key.removeprefix(home) for key in named_keys if key.startswith(home)} == {"/dossier.html", "/dossier.json"}
    for one in manifest.content.objects:
        assert store.digest(one.key) == (one.sha256, one.size)


def test_a_run_kept_twice_is_kept_once(store: Store, tmp_path: Path) -> None:
    first = Vault(store).keep(run(tmp_path), BATCH)
    before = list(store.list())
    assert Vault(store).keep(run(tmp_path), BATCH) == first
    assert list(store.list()) == before


def test_each_manifest_carries_the_hash_of_the_one_before(store: Store, tmp_path: Path) -> None:
    vault = Vault(store)
    first, second, third = (vault.keep(run(tmp_path, name), BATCH) for name in ("甲", "乙", "丙"))
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert first.previous == NOTHING_BEFORE
    assert second.previous == seal_of(first)
    assert third.previous == seal_of(second)
    assert list(Vault(store).manifests(BATCH)) == [first, second, third]


def test_a_file_two_applicants_hand_in_is_stored_once(store: Store, tmp_path: Path) -> None:
    vault = Vault(store)
    vault.keep(run(tmp_path, "甲"), BATCH)
    vault.keep(run(tmp_path, "乙"), BATCH)
    (original,) = store.list("originals/")
    assert store.get(original) == LICENCE


def test_a_picture_of_a_page_is_stored_once_and_every_run_names_the_page_it_shows(store: Store, tmp_path: Path) -> None:
    """Two packages show page 1 of one file; a blank page looks the same wherever it is."""
    vault = Vault(store)
    pictures = {"a/1": b"jpeg", "a/2": b"blank", "b/7": b"blank"}
    for package in ("甲", "乙"):
        kept = vault.keep(replace(run(tmp_path, package), pictures=pictures), BATCH)
        shown = {one.shows: store.get(one.key) for one in kept.content.objects if one.shows}
        assert shown == pictures
    assert len(list(store.list("pages/"))) == 2


def test_what_an_older_version_wrote_stays_the_same_to_the_byte() -> None:
    """A field that came later has a default and is not written: the object below was written without `shows`."""
    old = b'{"key":"a","media_type":"text/plain","sha256":"' + b"0" * 64 + b'","size":1}\n'
    assert canonical(Kept.model_validate_json(old)) == old
    assert canonical(Kept(key="a", sha256="0" * 64, size=1, media_type="text/plain")) == old


def test_a_new_judgement_is_a_new_run_that_names_the_old_one(store: Store, tmp_path: Path) -> None:
    vault = Vault(store)
    old = vault.keep(run(tmp_path, "甲", finding(Verdict.NOT_MET)), BATCH)
    new = vault.keep(run(tmp_path, "甲", finding(Verdict.MET)), BATCH)
    assert new.content.follows == old.content.run
    assert old.content.follows == ""


def test_a_judgement_that_returns_to_an_earlier_one_is_the_latest_again(store: Store, tmp_path: Path) -> None:
    """Settings changed and changed back: what stands last is what was judged last."""
    vault = Vault(store)
    vault.keep(run(tmp_path, "甲", finding(Verdict.NOT_MET)), BATCH)
    second = vault.keep(run(tmp_path, "甲", finding(Verdict.MET)), BATCH)
    third = vault.keep(run(tmp_path, "甲", finding(Verdict.NOT_MET)), BATCH)
    assert third.number == 3
    assert third.content.follows == second.content.run


def test_only_what_is_sealed_shows_the_numbers_of_people(store: Store, tmp_path: Path) -> None:
    fact = named("甲").model_copy(
        update={"field": "person.id_number", "value": TextValue(text=NUMBER), "evidence": (evidence(NUMBER),)}
    )
    kept = Vault(store).keep(run(tmp_path, f"张三{NUMBER}", facts=(fact,)), BATCH)
    shows = {key for key in store.list() if NUMBER in key or NUMBER.encode() in store.get(key)}
    assert shows == {one.key for one in kept.content.objects if one.key.startswith("sealed/")}
    complete = store.get(f"sealed/{kept.content.dossier_sha256}.json")
    assert Dossier.model_validate_json(complete).package == f"张三{NUMBER}"


def test_many_writers_share_one_chain(store: Store, tmp_path: Path) -> None:
    """Six writers, each with a vault of its own, keep four packages each and one that all were given."""
    paths = [tmp_path / str(number) for number in range(6)]
    for path in paths:
        path.mkdir()

    def write(number: int) -> None:
        vault = Vault(store)
        for package in (*(f"{number}-{other}" for other in range(4)), "同一份"):
            vault.keep(run(paths[number], package), BATCH)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    manifests = list(Vault(store).manifests(BATCH))
    assert [one.number for one in manifests] == list(range(1, 26))
    assert sorted(one.content.package for one in manifests) == sorted(
        [*(f"{number}-{other}" for number in range(6) for other in range(4)), "同一份"]
    )
    assert all(store.get(manifest_key(one.content.run)) == canonical(one) for one in manifests)


def test_processes_share_one_chain(
    store: Store, tmp_path: Path, s3: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three processes are sent one vault; each opens it for itself. Two of their packages are the same."""
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    work = [("甲", "丙", "同一份"), ("乙", "丁", "同一份"), ("同一份", "戊", "己")]
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        asked = [
            pool.submit(keep_some, Vault(store), tmp_path / str(number), packages)
            for number, packages in enumerate(work)
        ]
        taken = [dict(zip(packages, one.result(), strict=True)) for packages, one in zip(work, asked, strict=True)]
    assert len({one["同一份"] for one in taken}) == 1
    assert sorted({number for one in taken for number in one.values()}) == list(range(1, 8))
    assert [one.number for one in Vault(store).manifests(BATCH)] == list(range(1, 8))


# ── the head ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_head_seals_what_stands_and_nothing_new_means_no_new_head(store: Store, tmp_path: Path) -> None:
    vault = Vault(store)
    vault.keep(run(tmp_path, "甲"), BATCH)
    last = vault.keep(run(tmp_path, "乙"), BATCH)
    head = vault.seal(BATCH, {"汇总表.xlsx": b"xlsx"}, TODAY)
    assert head is not None
    assert (head.number, head.count, head.last, head.previous) == (1, 2, seal_of(last), NOTHING_BEFORE)
    assert [store.get(one.key) for one in head.papers] == [b"xlsx"]
    assert Vault(store).seal(BATCH, {"汇总表.xlsx": b"xlsx"}, date(2026, 7, 2)) == head


def test_a_later_run_is_sealed_by_a_head_that_carries_the_hash_of_the_one_before(store: Store, tmp_path: Path) -> None:
    vault = Vault(store)
    vault.keep(run(tmp_path, "甲"), BATCH)
    first = vault.seal(BATCH, {}, TODAY)
    vault.keep(run(tmp_path, "乙"), BATCH)
    second = vault.seal(BATCH, {}, TODAY)
    assert first is not None
    assert second is not None
    assert (second.number, second.count, second.previous) == (2, 2, fingerprint(first))


def test_the_result_of_a_batch_does_not_depend_on_who_came_first(tmp_path: Path) -> None:
    one, other = (Vault(open_store(str(tmp_path / name), {})) for name in ("one", "other"))
    for vault, order in ((one, "甲乙丙"), (other, "丙甲乙")):
        for package in order:
            vault.keep(run(tmp_path, package), BATCH)
    heads = one.seal(BATCH, {}, TODAY), other.seal(BATCH, {}, TODAY)
    assert heads[0] is not None
    assert heads[1] is not None
    assert heads[0].result == heads[1].result
    assert heads[0].last != heads[1].last


def test_a_batch_without_runs_is_not_sealed(store: Store) -> None:
    assert Vault(store).seal(BATCH, {}, TODAY) is None
    assert list(store.list()) == []


def test_nothing_is_sealed_on_top_of_a_broken_chain(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "vault"), {})
    vault = Vault(store)
    first = vault.keep(run(tmp_path, "甲"), BATCH)
    vault.keep(run(tmp_path, "乙"), BATCH)
    changed = Manifest(number=1, previous=NOTHING_BEFORE, content=first.content.model_copy(update={"award": "其他"}))
    (tmp_path / "vault" / link_key(BATCH, 1)).write_bytes(canonical(changed))
    with pytest.raises(StoreError, match=r"对不上.*zishen verify"):
        vault.seal(BATCH, {}, TODAY)


def test_a_head_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    vault = Vault(open_store(str(tmp_path / "vault"), {}))
    vault.keep(run(tmp_path, "甲"), BATCH)
    vault.seal(BATCH, {}, TODAY)
    (tmp_path / "vault" / head_key(BATCH, 1)).write_bytes(b"{}")
    with pytest.raises(StoreError, match="对不上"):
        vault.seal(BATCH, {"一.docx": b"new"}, TODAY)


def test_a_vault_opens_again_in_another_process(
    store: Store, tmp_path: Path, s3: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    first = Vault(store).keep(run(tmp_path, "甲"), BATCH)
    again: Vault = pickle.loads(pickle.dumps(Vault(store)))  # noqa: S301 - our own bytes
    assert again.keep(run(tmp_path, "乙"), BATCH).previous == seal_of(first)


def test_a_batch_is_named_by_the_office_or_by_the_day_of_the_judgement() -> None:
    dossier = sealed(finding())
    assert batch_folder(dossier, "2026年度") == "dossiers/shanghai-2022/2026年度"
    assert batch_folder(dossier, "") == "dossiers/shanghai-2022/2026-06-30"
    assert batch_folder(dossier, "2026/春").startswith("dossiers/shanghai-2022/2026-春~")

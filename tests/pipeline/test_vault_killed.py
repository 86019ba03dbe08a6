"""A power cut at any step of keeping a batch leaves no half dossier to be seen, and the next run completes it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from pipeline.manifest import Manifest, manifest_key
from pipeline.store import Store, open_store
from pipeline.vault import Vault
from pipeline.verify import verify
from tests.pipeline.killed import again
from tests.pipeline.runs import BATCH, run
from tests.weed import BUCKET


def killed_at_each_step(address: str, folder: Path, env: Mapping[str, str], kind: str) -> int:
    """Run the work killed one step later each time, and give the step that was never reached."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.pipeline.killed", address, str(folder), kind],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, **env},
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def nothing_half(store: Store) -> None:
    """Hold every run that can be seen to its manifest: each object is there, byte for byte."""
    for key in store.list("dossiers/"):
        if key.endswith("/manifest.json") or "/_chain/" in key:
            for one in Manifest.model_validate_json(store.get(key)).content.objects:
                assert store.digest(one.key) == (one.sha256, one.size)
    # A link whose run has no manifest beside its dossier yet is all that a verification may miss.
    linked = {manifest_key(one.content.run) for one in Vault(store).manifests(BATCH)}
    assert {one.key for one in verify(store).faults} <= linked


def everything(store: Store) -> dict[str, bytes]:
    return {key: store.get(key) for key in store.list()}


def test_killed_at_each_step_in_a_folder(tmp_path: Path) -> None:
    """Killed before every fsync and before every link; one run kept and sealed again makes it whole.

    1 original, 2 cases, 2 dossiers, 2 × 2 papers, 2 links, 2 manifests, 1 paper of the batch and 1 head are 15 files,
    put in 16 puts because both runs put the original.
    """
    steps = killed_at_each_step(str(tmp_path / "cut"), tmp_path, {}, "write")
    assert steps > 16 * 3  # a file is settled, linked, and its folder settled
    whole = everything(open_store(str(tmp_path / "cut" / str(steps)), {}))
    assert len(whole) == 15
    for step in range(1, steps):
        address = str(tmp_path / "cut" / str(step))
        nothing_half(open_store(address, {}))
        again(address, str(tmp_path))
        assert everything(open_store(address, {})) == whole
        assert verify(open_store(address, {})).traces == ()


def test_killed_at_each_request_to_a_bucket(
    s3: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    base = f"s3://{BUCKET}/{uuid4().hex}"
    steps = killed_at_each_step(base, tmp_path, s3, "ask")
    assert steps > 15 * 2  # each object is asked for, then put
    whole = everything(open_store(f"{base}/{steps}", s3))
    assert len(whole) == 15
    for step in range(1, steps):
        store = open_store(f"{base}/{step}", s3)
        nothing_half(store)
        again(f"{base}/{step}", str(tmp_path))
        assert everything(store) == whole
        assert verify(store).traces == ()


def test_a_run_that_died_after_its_link_is_finished_by_whoever_seals(tmp_path: Path) -> None:
    """Its package may never come again: a newer program would find something else in it."""
    vault = Vault(open_store(str(tmp_path / "vault"), {}))
    manifest = vault.keep(run(tmp_path, "甲"), BATCH)
    (tmp_path / "vault" / manifest_key(manifest.content.run)).unlink()
    assert [one.key for one in verify(vault.store).faults] == [manifest_key(manifest.content.run)]

    vault.seal(BATCH, {}, date(2026, 7, 1))

    assert verify(vault.store).traces == ()

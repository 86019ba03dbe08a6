"""An exported dossier is verified by Python alone, and holds what its view may have."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.errors import StoreError
from pipeline.export import export
from pipeline.folder import FolderStore
from pipeline.manifest import Manifest, manifest_key
from pipeline.masking import View
from pipeline.model import TextValue, canonical
from pipeline.vault import Vault
from tests.pipeline.paper import evidence, named
from tests.pipeline.runs import BATCH, run

NUMBER = "310101198001011231"
NOTICE = "补正告知书.docx"


class Checked(NamedTuple):
    code: int
    out: str


def check(folder: Path) -> Checked:
    """Run the verifier that went along, with nothing of ours in reach: isolated, and from elsewhere."""
    done = subprocess.run(
        [sys.executable, "-I", folder / "check_export.py", folder],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert done.stderr == ""
    return Checked(done.returncode, done.stdout)


class Kept(NamedTuple):
    vault: Vault
    runs: list[Manifest]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Three runs of a sealed batch, each with a number of a person in its papers and a notice to the applicant."""
    fact = named("甲").model_copy(
        update={"field": "person.id_number", "value": TextValue(text=NUMBER), "evidence": (evidence(NUMBER),)}
    )
    vault = Vault(FolderStore(tmp_path / "vault"))
    made = [run(tmp_path, package, facts=(fact,)) for package in ("甲", "乙", "丙")]
    runs = [
        vault.keep(type(one)(one.dossier, one.case, one.originals, {**one.papers, NOTICE: b"docx"}), BATCH)
        for one in made
    ]
    vault.seal(BATCH, {}, date(2026, 7, 1))
    return Kept(vault, runs)


def exported(kept: Kept, out: Path, view: View = View.ARCHIVE, *numbers: int) -> Path:
    runs = [kept.runs[number - 1].content.run for number in numbers or (2,)]
    export(kept.vault, runs, view, lambda name: name == NOTICE, out)
    return out


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "store" / "dossiers").rglob("*") if path.is_file()}


def test_each_view_exports_what_it_may_have_and_is_whole(kept: Kept, tmp_path: Path) -> None:
    everything = {"dossier.html", "dossier.json", NOTICE, "manifest.json"}
    archive = exported(kept, tmp_path / "archive")
    reviewer = exported(kept, tmp_path / "reviewer", View.REVIEWER)
    applicant = exported(kept, tmp_path / "applicant", View.APPLICANT)
    assert names(archive) == names(reviewer) == everything
    assert names(applicant) == {NOTICE, "manifest.json"}
    assert (archive / "store" / "originals").is_dir()
    for folder in (reviewer, applicant):
        assert [path.name for path in (folder / "store").iterdir()] == ["dossiers"]
        assert NUMBER not in "".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())
    assert "乙" not in (applicant / "chain.json").read_text("utf-8")
    for folder in (archive, reviewer, applicant):
        assert check(folder).code == 0
    assert "未导出" not in check(archive).out
    # The reviewer lacks the original, the case and the complete dossier; the applicant also the two papers.
    assert "以下 3 件只在档案库中" in check(reviewer).out
    assert "以下 5 件只在档案库中" in check(applicant).out


def test_a_whole_batch_is_exported_at_once(kept: Kept, tmp_path: Path) -> None:
    folder = exported(kept, tmp_path / "out", View.ARCHIVE, 1, 2, 3)
    assert check(folder).code == 0
    assert len(list(folder.rglob("manifest.json"))) == 3


def test_every_class_of_tampering_is_named(kept: Kept, tmp_path: Path) -> None:
    """Each done to a fresh export: the word that must be said, and where."""
    run_of = kept.runs[1].content.run
    copy = manifest_key(run_of)
    other = canonical(kept.runs[0])
    chain = {"contents": json.loads((exported(kept, tmp_path / "chain") / "chain.json").read_bytes())["contents"]}

    def dumped(contents: list[str]) -> bytes:
        return (json.dumps({"contents": contents}, sort_keys=True, separators=(",", ":")) + "\n").encode()

    first, second, third = chain["contents"]
    changed = kept.runs[1].model_copy(update={"content": kept.runs[1].content.model_copy(update={"award": "其他"})})
    for number, (place, data, told) in enumerate(
        [
            (f"store/{run_of}/dossier.html", b"<p> ", f"改动：{run_of}/dossier.html"),
            (f"store/{run_of}/dossier.json", None, f"缺少：{run_of}/dossier.json"),
            (f"store/{copy}", None, f"缺少：{copy}"),
            (f"store/{run_of}/批注.docx", b"x", f"多出：store/{run_of}/批注.docx"),
            ("批注.docx", b"x", "多出：批注.docx"),
            (f"store/{copy}", other, f"换序：{copy}"),
            (f"store/{copy}", canonical(changed), f"改动：{copy}"),
            (f"store/{copy}", canonical(kept.runs[1]).replace(b":", b": ", 1), f"改动：{copy}"),
            ("chain.json", dumped([first, second]), "截断：chain.json"),
            ("chain.json", dumped([first]), "截断：chain.json"),
            ("chain.json", dumped([second, first, third]), "换序："),
            ("chain.json", dumped([first, third, second]), "改动或换序：chain.json"),
            ("chain.json", dumped(["0" * 64, second, third]), "改动"),
            ("chain.json", None, "缺少：chain.json"),
            ("head.json", None, "缺少：head.json"),
            ("head.json", b"{}\n", "改动：head.json"),
            ("export.json", b"{}\n", "结构不对"),
        ]
    ):
        folder = exported(kept, tmp_path / str(number))
        path = folder / place
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data)
        said = check(folder)
        assert said.code == 1, place
        assert told in said.out, (place, said.out)


def test_a_batch_that_was_not_sealed_says_so(tmp_path: Path) -> None:
    vault = Vault(FolderStore(tmp_path / "vault"))
    manifest = vault.keep(run(tmp_path, "甲"), BATCH)
    export(vault, [manifest.content.run], View.ARCHIVE, bool, tmp_path / "out")
    assert check(tmp_path / "out") == Checked(0, "全部相符；所在批次导出时尚未封存。\n")


def test_nothing_is_written_among_other_files(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").touch()
    with pytest.raises(StoreError, match="不是空的"):
        exported(kept, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a"]


def test_the_verifier_is_short_enough_to_be_read_before_it_is_trusted() -> None:
    source = (Path(__file__).parents[2] / "pipeline" / "check_export.py").read_text("utf-8")
    assert source.count("\n") < 200
    imported = {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= {"__future__", *sys.stdlib_module_names}

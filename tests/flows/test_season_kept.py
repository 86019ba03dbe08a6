"""A batch that is kept has its papers beside its packages, and they open from where they lie."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from extractors.ink.ocr import OcrSettings
from flows.batch import AMONG, Source, held_against_each_other, seal_batches
from flows.job import Job, Post, do
from flows.review import Desk, unheard
from flows.row import Row
from pipeline.folder import FolderStore
from pipeline.manifest import Head
from pipeline.model import Doubt, Outcome, Remedy, Verdict
from pipeline.settings import Letters, Office
from pipeline.vault import Vault
from tests.letters.cases import finding

ON = date(2026, 6, 30)
OFFICE = Office(
    name="某市评审办", batch="2026", rules="shanghai-2022", award="gold-organisation",
    letters=Letters(publicity_from=date(2026, 9, 21)),
)  # fmt: skip
DESK = Desk(OFFICE, ON, OcrSettings())
PAPERS = {"汇总表.xlsx", "条件热图.html", "征求意见函.docx", "征求意见反馈表.xlsx", "公示名单.docx"}


def package(folder: Path, name: str) -> Source:
    (folder / name).mkdir(parents=True)
    word = Document()
    word.add_paragraph("关于任命首席质量官的通知")
    word.add_paragraph(f"{name}任命张三为首席质量官。")
    word.save(str(folder / name / "任命文件.docx"))
    return Source(name, folder / name)


def seal(vault: Vault, *sources: Source) -> tuple[list[Row], Head]:
    rows = held_against_each_other([do(Job(source), Post(DESK, vault), unheard) for source in sources], OFFICE.name)
    (head,) = seal_batches(vault, rows, DESK, ON)
    return rows, head


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(FolderStore(tmp_path / "store"))


def summary(vault: Vault, head: Head) -> list[tuple[object, ...]]:
    (key,) = [paper.key for paper in head.papers if paper.key.endswith("汇总表.xlsx")]
    sheet = openpyxl.load_workbook(io.BytesIO(vault.store.get(key)))["汇总表"]
    return [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]


def test_a_batch_is_sealed_with_its_papers(vault: Vault, tmp_path: Path) -> None:
    _, head = seal(vault, package(tmp_path, "甲公司"), package(tmp_path, "乙公司"))
    assert {paper.key.rpartition("/")[2] for paper in head.papers} == PAPERS
    assert sorted(str(row[1]) for row in summary(vault, head)) == ["乙公司", "甲公司"]


def test_a_link_of_the_summary_opens_the_dossier_from_where_the_summary_lies(vault: Vault, tmp_path: Path) -> None:
    _, head = seal(vault, package(tmp_path, "甲公司"))
    (key,) = [paper.key for paper in head.papers if paper.key.endswith("汇总表.xlsx")]
    sheet = openpyxl.load_workbook(io.BytesIO(vault.store.get(key)))["汇总表"]
    (target,) = [cell.hyperlink.target for cell in sheet[2] if cell.hyperlink]
    page = (tmp_path / "store" / key).parent / target
    assert page.resolve().read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_package_that_comes_later_joins_those_already_kept(vault: Vault, tmp_path: Path) -> None:
    """The papers are of the batch as it stands, not of the last command."""
    seal(vault, package(tmp_path, "甲公司"))
    _, head = seal(vault, package(tmp_path, "乙公司"))
    assert sorted(str(row[1]) for row in summary(vault, head)) == ["乙公司", "甲公司"]


def test_sealing_the_same_batch_again_changes_nothing(vault: Vault, tmp_path: Path) -> None:
    source = package(tmp_path, "甲公司")
    _, first = seal(vault, source)
    _, again = seal(vault, source)
    assert first == again


def test_what_two_packages_share_stands_in_the_summary_and_in_no_dossier(vault: Vault, tmp_path: Path) -> None:
    """The row tells it; the table then proposes what the row proposes."""
    (row,) = [do(Job(package(tmp_path, "甲公司")), Post(DESK, vault), unheard)]
    shared = finding("证书未见于他人材料", Verdict.UNDETERMINED, Doubt.CONFLICT, Remedy.CLARIFY)
    row = row.model_copy(update={"among": (shared,), "outcome": Outcome.VERIFY, "reasons": (shared.sentence,)})
    (head,) = seal_batches(vault, [row], DESK, ON)
    (line,) = summary(vault, head)
    assert "待人工核实" in line
    assert f"{shared.title}：{shared.sentence}" in line
    assert AMONG in {paper.key.rpartition("/")[2] for paper in head.papers}
    assert shared.title not in vault.store.get(f"{row.run}/dossier.json").decode()

"""What a person asks of a vault on the command line, on runs that the program itself kept."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document

from extractors.ink.ocr import OcrSettings
from flows import cli
from flows.batch import Source, held_against_each_other, seal_batches
from flows.job import Job, Post, do
from flows.review import Desk, keep, review, unheard
from pipeline.errors import Exit
from pipeline.folder import FolderStore
from pipeline.model import Dossier, Finding, Verdict, Version, fingerprint
from pipeline.registry import read_registers
from pipeline.settings import read_office
from pipeline.vault import Vault

OFFICE = """\
name = "示例办公室"
batch = "2026"
rules = "shanghai-2022"
award = "gold-organisation"
on = 2026-06-30

[registers]
winners = "名单/历届.csv"
"""
HEADINGS = "单位名称/姓名,统一社会信用代码,奖项,获奖日期\n"
NUMBER = "310101198001011231"


class Said(NamedTuple):
    code: int
    out: str
    err: str


def zishen(*words: str | Path) -> Said:
    out, err = io.StringIO(), io.StringIO()
    code = cli.run([str(word) for word in words], out, err)
    return Said(code, out.getvalue(), err.getvalue())


class Season(NamedTuple):
    """A store with two reviewed packages in one sealed batch, and what they were reviewed with."""

    store: Path
    desk: Desk
    batch: Path
    head: str

    def run(self, package: str) -> Path:
        return next(path for path in (self.batch / package).iterdir() if path.is_dir())


def write(folder: Path, *paragraphs: str, name: str = "任命文件.docx") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    word = Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(str(folder / name))
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk]:
    """Two packages, a list of the office, and the store in which their reviews were kept and sealed."""
    root = tmp_path_factory.mktemp("season")
    (root / "名单").mkdir()
    (root / "名单" / "历届.csv").write_text(HEADINGS + "临港样品有限公司,,上海市质量金奖,2024-09-01\n", "utf-8")
    (root / "office.toml").write_text(OFFICE, "utf-8")
    office = read_office(root / "office.toml")
    desk = Desk(office, date(2026, 6, 30), OcrSettings(), registers=read_registers(office.registers, root), lists=root)
    vault = Vault(FolderStore(root / "store"))
    (root / "blobs").mkdir()
    for name in ("甲", "乙"):
        write(root / "in" / name, "关于任命首席质量官的通知", f"{name}公司任命张三为首席质量官。")
        form = ("上海市政府质量奖申报表（个人）", "姓名：张三", "性别：男", f"身份证号码：{NUMBER}")
        package = write(root / "in" / name, *form, name="申报表.docx")
        keep(review(package, desk, root / "blobs"), desk, root / "blobs", vault)
    vault.seal("dossiers/shanghai-2022/2026", {}, date(2026, 7, 1))
    return root, desk


@pytest.fixture
def season(kept: tuple[Path, Desk], tmp_path: Path) -> Season:
    """A copy of it all for one test to spoil."""
    root, desk = kept
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    batch = "dossiers/shanghai-2022/2026"
    head = Vault(FolderStore(tmp_path / "store")).head(batch)
    return Season(tmp_path / "store", desk, tmp_path / "store" / batch, fingerprint(head) if head else "")


# ── verify ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_store_nobody_touched_is_whole_wherever_one_looks(season: Season) -> None:
    for place in (season.store, season.batch, season.batch / "甲", season.run("乙")):
        said = zishen("verify", place, "--head", season.head)
        assert said.code == Exit.DONE, said.out
        assert said.out.endswith("全部相符。\n")
    assert "2 份卷宗" in zishen("verify", season.store).out


def test_what_was_touched_is_named_and_the_exit_code_says_so(season: Season) -> None:
    page = season.run("甲") / "dossier.html"
    page.write_bytes(page.read_bytes() + b" ")
    said = zishen("verify", season.store)
    assert said.code == Exit.SOME_FAILED
    assert f"改动：{page.relative_to(season.store)}（应为 " in said.out
    assert "有 1 处不符。" in said.out
    told = json.loads(zishen("verify", season.store, "--json").out)
    assert [one["wrong"] for one in told["traces"]] == ["changed"]


def test_a_mistyped_place_is_no_archive_in_good_order(season: Season) -> None:
    for place in (season.store / "没有", season.batch / "丙", season.store.parent / "名单"):
        said = zishen("verify", place)
        assert said.code == Exit.STORE
        assert said.out == ""


def test_a_store_may_lie_in_a_folder_called_dossiers(season: Season, tmp_path: Path) -> None:
    (tmp_path / "dossiers").mkdir()
    moved = season.store.rename(tmp_path / "dossiers" / "库")
    assert zishen("verify", moved).code == Exit.DONE
    assert zishen("verify", moved / season.batch.relative_to(season.store)).code == Exit.DONE


def test_a_place_that_leads_out_of_the_store_is_refused(season: Season) -> None:
    said = zishen("link", f"{season.store}/dossiers/../../in/甲")
    assert said.code == Exit.STORE
    assert "不合要求" in said.err


# ── replay ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_versions_give_the_same_bytes_from_the_originals_alone(season: Season, tmp_path: Path) -> None:
    """The packages, the lists and office.toml are gone; what the vault keeps is enough, the papers included."""
    for path in [*(tmp_path / "in").rglob("*.docx"), tmp_path / "名单" / "历届.csv", tmp_path / "office.toml"]:
        path.unlink()
    said = zishen("replay", season.run("甲"))
    assert said.code == Exit.DONE, said.out
    assert "逐字节相同" in said.out
    assert json.loads(zishen("replay", season.batch / "甲", "--json").out)["identical"] is True


def kept_otherwise(season: Season, tmp_path: Path, change: Callable[[Dossier], Dossier]) -> Path:
    """Keep the first package once more, as if another version had judged it."""
    reviewed = review(tmp_path / "in" / "甲", season.desk, tmp_path / "blobs")
    other = type(reviewed)(reviewed.submission, change(reviewed.dossier), reviewed.papers)
    manifest = keep(other, season.desk, tmp_path / "blobs", Vault(FolderStore(season.store)))
    return season.store / manifest.content.run


def test_another_version_is_named(season: Season, tmp_path: Path) -> None:
    def older(dossier: Dossier) -> Dossier:
        return dossier.model_copy(update={"versions": (Version(name="zishen", version="0.0.9"), *dossier.versions[1:])})

    said = zishen("replay", kept_otherwise(season, tmp_path, older))
    assert said.code == Exit.SOME_FAILED
    assert "zishen 原为 0.0.9，现为 " in said.out


def test_another_verdict_is_named(season: Season, tmp_path: Path) -> None:
    def other(dossier: Dossier) -> Dossier:
        first = next(one for one in dossier.findings if one.verdict is Verdict.UNDETERMINED)
        wrong: dict[str, Finding] = {first.rule: first.model_copy(update={"verdict": Verdict.MET, "doubt": None})}
        return dossier.model_copy(update={"findings": tuple(wrong.get(one.rule, one) for one in dossier.findings)})

    said = zishen("replay", kept_otherwise(season, tmp_path, other))
    assert said.code == Exit.SOME_FAILED
    assert "原为符合，现为待定" in said.out
    assert "zishen 原为" not in said.out


def test_an_original_that_was_changed_is_not_judged(season: Season) -> None:
    original = next(iter((season.store / "sealed").iterdir()))
    original.write_bytes(original.read_bytes().replace(b"2026", b"2027"))
    outcomes = [zishen("replay", season.run(name)) for name in ("甲", "乙")]
    assert Exit.STORE in {said.code for said in outcomes}
    assert any("内容被改动过" in said.err for said in outcomes)


def test_an_applicants_file_that_was_changed_is_not_judged(season: Season) -> None:
    for original in (season.store / "originals").iterdir():
        original.write_bytes(original.read_bytes() + b" ")
    said = zishen("replay", season.run("甲"))
    assert said.code == Exit.STORE
    assert "内容被改动过" in said.err


# ── diff ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_judgement_is_compared_with_the_first(season: Season, tmp_path: Path) -> None:
    """The second package lacks the appointment; whether the prize was won before stays open in both."""
    before = season.run("甲")
    (tmp_path / "in" / "甲" / "任命文件.docx").unlink()
    reviewed = review(tmp_path / "in" / "甲", season.desk, tmp_path / "blobs")
    after = season.store / keep(reviewed, season.desk, tmp_path / "blobs", Vault(FolderStore(season.store))).content.run

    same = zishen("diff", before, before)
    assert same.code == Exit.DONE
    assert "已补正（0 项）" in same.out
    assert "新出现（0 项）" in same.out
    assert zishen("diff", after).out == zishen("diff", before, after).out  # the later one knows whom it follows
    first = zishen("diff", before)
    assert first.code == Exit.INPUT
    assert "第一份卷宗" in first.err
    told = json.loads(zishen("diff", before, after / "dossier.json", "--json").out)
    assert {one["rule"] for one in told["still_open"]} >= {"18-again"}


# ── export, link, retention ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_export_shows_numbers_of_people_to_the_archive_alone(season: Season, tmp_path: Path) -> None:
    for view, shows in (("applicant", False), ("reviewer", False), ("archive", True)):
        said = zishen("export", season.run("甲"), tmp_path / view, "--view", view)
        assert said.code == Exit.DONE, said.err
        found = [
            path
            for path in (tmp_path / view).rglob("*")
            if path.is_file() and NUMBER.encode() in unpacked(path.read_bytes())
        ]
        assert bool(found) == shows


def test_a_batch_is_exported_for_the_office_only(season: Season, tmp_path: Path) -> None:
    assert "已导出 2 份卷宗" in zishen("export", season.batch, tmp_path / "all").out
    said = zishen("export", season.batch, tmp_path / "theirs", "--view", "applicant")
    assert said.code == Exit.INPUT
    assert not (tmp_path / "theirs").exists()


def test_a_link_opens_the_page_or_the_paper_that_was_named(season: Season) -> None:
    run = season.run("甲")
    assert zishen("link", run).out.strip() == (run / "dossier.html").as_uri()
    assert zishen("link", run / "资格审查表.docx").out.strip() == (run / "资格审查表.docx").as_uri()
    assert zishen("link", run / "没有.docx").code == Exit.STORE


def test_what_may_be_deleted_when_is_listed(season: Season) -> None:
    said = zishen("retention", season.store)
    assert said.code == Exit.DONE
    assert "2036-07-01 起可删：卷宗 dossiers/shanghai-2022/2026（2 份" in said.out
    assert "本程序不删除任何内容" in said.out


def test_a_batch_is_sealed_once_for_every_run_that_adds_to_it(season: Season, tmp_path: Path) -> None:
    vault = Vault(FolderStore(season.store))
    write(tmp_path / "in" / "丙", "关于任命首席质量官的通知")
    post = Post(season.desk, vault)
    rows = [do(Job(Source(name, tmp_path / "in" / name)), post, unheard) for name in ("甲", "乙", "丙")]
    assert [row.error for row in rows] == ["", "", ""]
    heads = seal_batches(vault, rows, season.desk, date(2026, 7, 2))
    assert [(head.number, head.count) for head in heads] == [(2, 3)]
    assert seal_batches(vault, rows, season.desk, date(2026, 7, 3)) == heads


def test_the_papers_of_a_batch_and_its_table_show_no_number_of_anyone(season: Season, tmp_path: Path) -> None:
    """Two packages of one person are held against each other by the number; nobody reads it off the result."""
    vault = Vault(FolderStore(season.store))
    post = Post(season.desk, vault)
    done = [do(Job(Source(name, tmp_path / "in" / name)), post, unheard) for name in ("甲", "乙")]
    rows = held_against_each_other(done, "示例办公室")
    assert rows[0].among
    assert NUMBER not in "".join(row.model_dump_json() for row in rows)
    seal_batches(vault, rows, season.desk, date(2026, 7, 2))
    shows = {key.partition("/")[0] for key in vault.store.list() if NUMBER.encode() in unpacked(vault.store.get(key))}
    # The form itself, the complete dossier, and what the program remembers of having read the form.
    assert shows == {"originals", "sealed", "readings"}


def unpacked(data: bytes) -> bytes:
    """Give the words of a Word or Excel file, which are zipped; other bytes as they are."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return b"".join(zipped.read(name) for name in zipped.namelist())

"""Each bad input gets one Chinese line that names the file and the next step, and the right exit code."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document

from flows import cli
from pipeline.errors import Exit
from pipeline.model import Dossier, FactSheet, canonical
from tests.pipeline.paper import founded, named, sheet

SAMPLES = Path(__file__).parents[2] / "samples" / "shanghai" / "packages"
CHOSEN = ("--rules", "shanghai-2022", "--award", "gold-organisation", "--on", "2026-06-30")


class Said(NamedTuple):
    code: int
    out: str
    err: str


def zishen(*words: str | Path) -> Said:
    out, err = io.StringIO(), io.StringIO()
    code = cli.run([str(word) for word in words], out, err)
    return Said(code, out.getvalue(), err.getvalue())


def one_line(said: Said, *names: str) -> None:
    """Hold an error to its form: one line of words, nothing on stdout, everything named."""
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("zishen：")
    for name in names:
        assert name in said.err


def letter(folder: Path, *paragraphs: str) -> Path:
    """Write a small Word file and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    word = Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(str(folder / "说明.docx"))
    return folder / "说明.docx"


def facts_file(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "事实.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    said = zishen("check", tmp_path, *CHOSEN)

    assert said.code == Exit.INPUT
    one_line(said, str(tmp_path), "请给出")


def test_a_path_that_does_not_exist_is_said(tmp_path: Path) -> None:
    said = zishen("check", tmp_path / "没有", *CHOSEN)

    assert said.code == Exit.INPUT
    one_line(said, "没有")


def test_an_empty_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "空.pdf"
    path.touch()

    said = zishen("read", path)

    assert said.code == Exit.INPUT
    one_line(said, "空.pdf")


def test_an_encrypted_pdf_is_said_and_nothing_is_made_up_for_it(tmp_path: Path) -> None:
    """The file is named with the next step, and reading it fails; no line of it is invented."""
    locked = tmp_path / "信用报告.pdf"
    locked.write_bytes(next(SAMPLES.glob("05-*/信用报告.pdf")).read_bytes())

    said = zishen("read", locked)

    assert said.code == Exit.INPUT
    assert said.err == "没有读出：信用报告.pdf：PDF 已加密，没有密码打不开。请提交未加密的 PDF。\n"
    assert zishen("extract", locked, "--json").code == Exit.INPUT


def test_a_damaged_zip_is_said(tmp_path: Path) -> None:
    path = tmp_path / "坏.zip"
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("申报表.txt", "甲" * 1000)
    path.write_bytes(whole.getvalue()[:60])

    said = zishen("check", path, *CHOSEN)

    assert said.code == Exit.INPUT
    one_line(said, "坏.zip")


def test_a_word_file_named_pdf_is_read_for_what_it_is(tmp_path: Path) -> None:
    """The content decides; the wrong name is remarked upon."""
    wrong = letter(tmp_path, "公司成立于2012年").rename(tmp_path / "说明.pdf")

    said = zishen("read", wrong)

    assert said.code == Exit.DONE
    assert "公司成立于2012年" in said.out


def test_an_unknown_rules_id_names_those_that_exist(tmp_path: Path) -> None:
    letter(tmp_path, "甲")

    said = zishen("check", tmp_path, "--rules", "mars-2099", "--on", "2026-06-30")

    assert said.code == Exit.UNKNOWN_NAME
    one_line(said, "mars-2099", "shanghai-2022", "zishen rules list")


def test_an_unknown_award_names_those_that_exist(tmp_path: Path) -> None:
    letter(tmp_path, "甲")

    said = zishen("check", tmp_path, "--rules", "shanghai-2022", "--award", "bronze", "--on", "2026-06-30")

    assert said.code == Exit.UNKNOWN_NAME
    one_line(said, "bronze", "gold-organisation")


def test_an_application_that_names_no_award_asks_for_one(tmp_path: Path) -> None:
    letter(tmp_path, "甲")

    said = zishen("check", tmp_path, "--on", "2026-06-30")

    assert said.code == Exit.UNKNOWN_NAME
    one_line(said, "shanghai-2022")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("not json", "事实.json"),
        ('{"package": "甲", "colour": "red"}', "colour"),
        (canonical(sheet(founded("2020"))).replace(b"entity.founded", b"entity.colour"), "没有字段 entity.colour"),
        (canonical(sheet(named("甲"))).replace(b"entity.name", b"entity.founded"), "entity.founded 应为 date"),
    ],
)
def test_a_faulty_facts_file_is_named_with_its_fault(tmp_path: Path, content: bytes | str, says: str) -> None:
    said = zishen("judge", facts_file(tmp_path, content), *CHOSEN)

    assert said.code == Exit.INPUT
    one_line(said, "事实.json", says)


def test_unreadable_settings_are_named(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text("name = ", encoding="utf-8")
    letter(tmp_path / "包", "甲")

    said = zishen("check", tmp_path / "包", *CHOSEN, "--office", office, "--out", tmp_path / "out")

    assert said.code == Exit.INPUT
    one_line(said, "office.toml", "请改正")
    assert not (tmp_path / "out").exists()


def test_a_misspelt_command_line_is_said() -> None:
    finished = subprocess.run(
        [Path(sys.executable).parent / "zishen", "check", "--on", "明天", "包"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == Exit.INPUT
    assert finished.stdout == ""
    assert "日期应写成 2026-06-30 的样子，不是 明天" in finished.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["shout"], "没有“shout”这个命令，可用：'check', 'run'"),
        (["check"], "缺少 材料"),
        (["check", "包", "--loud"], "多出了 --loud"),
        (["check", "包", "--on"], "--on 后面缺少内容"),
    ],
)
def test_a_mistyped_command_is_answered_in_chinese(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zishen(*words).code == Exit.INPUT
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_data_goes_to_stdout_and_words_to_stderr(tmp_path: Path) -> None:
    """A program can read the dossier from stdout though nobody chose a date; the remark about it goes to stderr."""
    letter(tmp_path, "甲")

    said = zishen("check", tmp_path, "--rules", "shanghai-2022", "--award", "gold-organisation", "--json")

    assert said.code == Exit.DONE
    assert Dossier.model_validate_json(said.out).package == tmp_path.name
    assert "--on" in said.err


def test_an_empty_application_meets_nothing(tmp_path: Path) -> None:
    """A package with no paper of any kind has no condition met and is not complete."""
    letter(tmp_path, "甲")

    dossier = Dossier.model_validate_json(zishen("check", tmp_path, *CHOSEN, "--json").out)

    assert {finding.verdict.value for finding in dossier.findings} <= {"undetermined", "not_met", "not_applicable"}
    assert dossier.outcome.value != "complete"


def test_each_stage_reads_what_the_one_before_it_writes(tmp_path: Path) -> None:
    reading = tmp_path / "reading.json"
    reading.write_text(
        zishen("read", letter(tmp_path / "a", "关于任命首席质量官的通知"), "--json").out, encoding="utf-8"
    )
    facts = tmp_path / "facts.json"
    facts.write_text(zishen("extract", reading, "--json").out, encoding="utf-8")
    said = zishen("judge", facts, *CHOSEN, "--json")

    assert FactSheet.model_validate_json(facts.read_bytes()).documents[0].kind == "officer_appointment"
    assert said.code == Exit.DONE
    assert json.loads(said.out)


def test_every_rule_command_answers() -> None:
    assert "shanghai-2022" in zishen("rules", "list").out
    assert "第十六条" in zishen("rules", "show", "shanghai-2022").out
    assert "第四十一条" in zishen("rules", "articles", "shanghai-2022").out
    assert zishen("rules", "lint").code == Exit.DONE
    first = json.loads(zishen("rules", "show", "shanghai-2022", "--json").out)["rule"][0]["id"]
    assert first in zishen("rules", "explain", first).out


def test_an_unknown_rule_is_said() -> None:
    said = zishen("rules", "explain", "99.9-nothing")

    assert said.code == Exit.UNKNOWN_NAME
    one_line(said, "99.9-nothing")


def test_a_faulty_rule_file_is_linted_all_at_once(tmp_path: Path) -> None:
    pack = tmp_path / "somewhere.toml"
    pack.write_text('id = "somewhere"\ncolour = "red"\n', encoding="utf-8")

    said = zishen("rules", "lint", pack)

    assert said.code == Exit.INPUT
    assert "colour" in said.out
    assert "title" in said.out


def test_the_catalogue_and_the_schema_are_published() -> None:
    assert "entity.founded" in zishen("fields").out
    assert {field["name"] for field in json.loads(zishen("fields", "--json").out)} >= {"entity.name", "audit.firm"}
    assert json.loads(zishen("schema").out)["title"] == "Dossier"


def test_every_command_is_in_the_help_with_its_exit_codes() -> None:
    finished = subprocess.run(
        [Path(sys.executable).parent / "zishen", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    for command in ("check", "run", "read", "extract", "judge", "rules", "samples", "fields", "schema", "退出码"):
        assert command in finished.stdout


def test_a_reader_who_has_seen_enough_is_no_fault_of_ours() -> None:
    """`zishen fields | head -1` ends without a trace."""
    finished = subprocess.run(  # noqa: S602 - a pipe is the point, the words are ours
        f"{Path(sys.executable).parent / 'zishen'} fields | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.stderr == ""


def test_samples_are_built_with_their_truth_and_defects_are_listed(tmp_path: Path) -> None:
    said = zishen("samples", "build", "--rules", "ganzhou", "--count", "1", "--seed", "3", "--out", tmp_path)

    assert said.code == Exit.DONE, said.err
    assert len(list((tmp_path / "packages").iterdir())) == len(list((tmp_path / "truth").iterdir())) == 1
    assert len(zishen("samples", "defects").out.splitlines()) >= 60
    one_line(zishen("samples", "build", "--rules", "mars", "--out", tmp_path), "mars", "ganzhou")
    bronze = zishen("samples", "build", "--rules", "ganzhou/bronze", "--out", tmp_path)
    one_line(bronze, "bronze", "government-organisation")


def texts(paper: Path) -> list[str]:
    """Every text in a file, or in the parts of an office file."""
    if paper.suffix != ".docx":
        return [paper.read_text(encoding="utf-8")]
    with zipfile.ZipFile(paper) as parts:
        return [parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))]


def test_the_applicants_page_leaves_out_what_the_office_asks_of_others(tmp_path: Path) -> None:
    """What only registers or judgement can settle is for the office to read, and not for the applicant."""
    letter(tmp_path / "甲", "情况说明")
    said = {
        view: zishen("check", tmp_path / "甲", *CHOSEN, "--view", view, "--json", "--out", tmp_path / view)
        for view in ("reviewer", "applicant")
    }
    pages = {view: (tmp_path / view / "dossier.html").read_text(encoding="utf-8") for view in said}
    findings = json.loads(said["reviewer"].out)["findings"]
    offices = [one["sentence"] for one in findings if one["doubt"] in {"external", "human"}]

    assert offices
    assert [sentence for sentence in offices if sentence not in pages["reviewer"]] == []
    assert [sentence for sentence in offices if sentence in pages["applicant"]] == []


def test_numbers_of_people_leave_the_program_only_for_the_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each view of one check: masked unless the archive's is asked for, as JSON and as files."""
    form = (
        "上海市政府质量奖申报表（个人）",
        "姓名：张三",
        "性别：男",
        "身份证号码：310101198001011231",
        "手机：13800138000",
    )
    letter(tmp_path / "甲", *form)
    for view in ((), ("--view", "applicant"), ("--view", "reviewer")):
        said = zishen("check", tmp_path / "甲", *CHOSEN, "--json", "--out", tmp_path / "out", *view)
        files = [told for path in (tmp_path / "out").iterdir() for told in texts(path)]
        assert "138****8000" in said.out
        for text in (said.out, *files):
            assert "19800101" not in text
            assert "13800138000" not in text

    whole = zishen("check", tmp_path / "甲", *CHOSEN, "--view", "archive", "--json").out
    assert "310101198001011231" in whole
    assert "13800138000" in whole
    zishen("check", tmp_path / "甲", "--view", "all")
    assert "--view 不能是“all”" in capsys.readouterr().err

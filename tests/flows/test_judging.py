"""Many files of facts are judged at once: a line for each, and a bad one keeps no other from being judged."""

import io
import json
from pathlib import Path

import pytest

from flows import cli
from pipeline.errors import Exit
from pipeline.model import canonical
from tests.flows.test_cli import CHOSEN, one_line, zishen
from tests.pipeline.paper import founded, named, sheet

LICENSED = canonical(sheet(named("甲（示例）有限公司"), founded("2020-05-18")))
YOUNG = canonical(sheet(named("乙（示例）有限公司"), founded("2024-05-18")))
YEARS = "16.1.1-years"


def _lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def _verdict(line: dict[str, object], rule: str) -> object:
    findings = line["findings"]
    assert isinstance(findings, list)
    return next(one["verdict"] for one in findings if one["rule"] == rule)


def test_a_folder_and_a_file_give_one_line_for_each_sheet_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Founded in 2020 it is six years old on the day, founded in 2024 two: three are asked."""
    (tmp_path / "b.json").write_bytes(YOUNG)
    (tmp_path / "a.json").write_bytes(LICENSED)
    (tmp_path / "说明.txt").write_text("不是事实", encoding="utf-8")
    said = zishen("judge", tmp_path, *CHOSEN, "--json")
    lines = _lines(said.out)
    assert [Path(str(line["file"])).name for line in lines] == ["a.json", "b.json"]
    assert [_verdict(line, YEARS) for line in lines] == _alone(tmp_path / "a.json") + _alone(tmp_path / "b.json")
    assert said.code == Exit.DONE


def _alone(file: Path) -> list[object]:
    found = json.loads(zishen("judge", file, *CHOSEN, "--json").out)
    return [one["verdict"] for one in found if one["rule"] == YEARS]


def test_a_bad_file_is_told_and_the_others_are_judged(tmp_path: Path) -> None:
    good, bad, gone = tmp_path / "好.json", tmp_path / "坏.json", tmp_path / "没有.json"
    good.write_bytes(LICENSED)
    bad.write_text("not json", encoding="utf-8")
    said = zishen("judge", bad, good, gone, *CHOSEN, "--json")
    assert [Path(str(line["file"])).name for line in _lines(said.out)] == ["好.json"]
    assert said.code == Exit.INPUT
    assert "坏.json" in said.err
    assert "没有.json" in said.err
    assert "共 3 份事实，判了 1 份，2 份没有判成" in said.err


def test_json_lines_are_judged_line_by_line(tmp_path: Path) -> None:
    """A blank line is none; a broken one is told by its number."""
    lines = tmp_path / "一批.jsonl"
    lines.write_bytes(LICENSED + b"\n{broken\n" + YOUNG)
    said = zishen("judge", lines, *CHOSEN, "--json")
    assert [str(line["file"]).rpartition(" 第 ")[2] for line in _lines(said.out)] == ["1 行", "4 行"]
    assert "第 3 行" in said.err
    assert said.code == Exit.INPUT


def test_people_read_whose_findings_they_are(tmp_path: Path) -> None:
    for name in ("甲.json", "乙.json"):
        (tmp_path / name).write_bytes(LICENSED)
    said = zishen("judge", tmp_path / "甲.json", tmp_path / "乙.json", *CHOSEN)
    assert said.out.count("== ") == 2
    assert "甲.json（shanghai-2022 gold-organisation）" in said.out


def test_a_misspelt_award_is_said_once(tmp_path: Path) -> None:
    for name in ("甲.json", "乙.json"):
        (tmp_path / name).write_bytes(LICENSED)
    said = zishen("judge", tmp_path, "--rules", "shanghai-2022", "--award", "bronze", "--on", "2026-06-30", "--json")
    assert said.code == Exit.UNKNOWN_NAME
    one_line(said, "bronze")


def test_a_folder_without_facts_is_said(tmp_path: Path) -> None:
    said = zishen("judge", tmp_path, *CHOSEN)
    assert said.code == Exit.INPUT
    one_line(said, str(tmp_path))


def test_without_any_file_the_command_line_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["judge"], *_streams()) == Exit.INPUT
    assert "事实.json" in capsys.readouterr().err


def _streams() -> tuple[io.StringIO, io.StringIO]:
    return io.StringIO(), io.StringIO()

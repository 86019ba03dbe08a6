"""Lists that office.toml names settle what papers leave open, and every dossier carries what was used."""

import hashlib
import io
import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document

from flows import cli
from pipeline.errors import Exit
from pipeline.model import Dossier, canonical
from tests.pipeline.walk import barriers
from tests.validators.sheets import sheet_of

BASE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "packs/shanghai-2022.toml").read_text(encoding="utf-8")
)["base"]
NAME = "上海子虚精密仪器有限公司"
WINNERS = f"单位名称/姓名,统一社会信用代码,奖项,获奖日期\n{NAME},91310104MA1FR0X18T,上海市质量金奖,2024-09-01\n"
COMPLETE = 'complete_from = 2015-01-01\ncomplete_to = 2026-06-30\ncomplete_for = ["上海市政府质量奖"]\n'


class Said(NamedTuple):
    code: int
    out: str
    err: str


def zishen(*words: str | Path) -> Said:
    out, err = io.StringIO(), io.StringIO()
    code = cli.run([str(word) for word in words], out, err)
    return Said(code, out.getvalue(), err.getvalue())


def office(folder: Path, tables: str) -> Path:
    path = folder / "office.toml"
    head = 'name = "某办公室"\nrules = "shanghai-2022"\naward = "gold-organisation"\non = 2026-06-30\n'
    path.write_text(head + tables, encoding="utf-8")
    return path


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_bytes(canonical(sheet_of(BASE)))
    return path


def judged(facts: Path, settings: Path) -> dict[str, Any]:
    said = zishen("judge", facts, "--office", settings, "--json")
    assert said.code == Exit.DONE, said.err
    return {one["rule"]: one for one in json.loads(said.out)}


def test_a_list_beside_the_settings_is_found_and_cited(tmp_path: Path, facts: Path) -> None:
    """The path begins at office.toml; the row is evidence with the file's hash, the cell and what stands in it."""
    (tmp_path / "名单").mkdir()
    (tmp_path / "名单" / "winners.csv").write_text(WINNERS, encoding="gbk")
    told = judged(facts, office(tmp_path, '[registers]\nwinners = "名单/winners.csv"\n'))["18-again"]

    assert told["verdict"] == "not_met"
    award, won = told["against"]
    assert (award["value"]["text"], won["value"]["date"]) == ("上海市质量金奖", "2024-09-01")
    cell = won["evidence"][0]
    assert cell["file"] == hashlib.sha256(WINNERS.encode("gbk")).hexdigest()
    assert (cell["place"], cell["quote"]) == ({"kind": "cell", "table": 1, "row": 2, "column": 4}, "2024-09-01")


def test_nobody_in_a_complete_list_is_nobody(tmp_path: Path, facts: Path) -> None:
    """The same list without the row settles the rule only when the office declares it complete."""
    (tmp_path / "w.csv").write_text(WINNERS.splitlines()[0] + "\n", encoding="utf-8")
    assert judged(facts, office(tmp_path, '[registers]\nwinners = "w.csv"\n'))["18-again"]["doubt"] == "external"
    declared = office(tmp_path, f'[registers.winners]\nfile = "w.csv"\n{COMPLETE}')
    assert judged(facts, declared)["18-again"]["verdict"] == "met"


def test_the_dossier_carries_the_lists_and_the_page_names_them(tmp_path: Path) -> None:
    """Years later it can be seen which file was used, and what the office said of it."""
    package = tmp_path / "package"
    package.mkdir()
    word = Document()
    word.add_paragraph("上海市政府质量奖申报表")
    word.save(str(package / "申报表.docx"))
    (tmp_path / "w.csv").write_text(WINNERS, encoding="utf-8")
    settings = office(tmp_path, f'[registers.winners]\nfile = "w.csv"\n{COMPLETE}')

    said = zishen("check", package, "--office", settings, "--out", tmp_path / "out")

    assert said.code == Exit.DONE, said.err
    dossier = Dossier.model_validate_json((tmp_path / "out" / "dossier.json").read_bytes())
    (used,) = dossier.registers
    assert (used.id, used.title, used.name, used.rows) == ("winners", "历届获奖名单", "w.csv", 1)
    assert used.sha256 == hashlib.sha256(WINNERS.encode()).hexdigest()
    assert used.declared == "上海市政府质量奖 2015-01-01 至 2026-06-30"
    page = (tmp_path / "out" / "dossier.html").read_text(encoding="utf-8")
    assert used.sha256 in page
    assert used.declared in page
    assert barriers(page) == []


@pytest.mark.parametrize(
    ("tables", "list_", "says"),
    [
        ('[registers]\nwinners = "no.csv"\n', "", ("历届获奖名单 no.csv", "文件打不开")),
        ('[registers]\nwinners = "w.csv"\n', "单位名称/姓名,奖项\n", ("w.csv", "缺少列 获奖日期")),
        (
            '[registers]\nreplies = "w.csv"\n',
            "申报单位/姓名,征求部门,征求事项,意见\n甲,应急管理局,近5年没有事故,无记录\n",
            ("第 2 行“征求事项”没有“近5年没有事故”", "近5年无重大事故"),
        ),
        (
            '[registers.replies]\nfile = "w.csv"\nbureaux = { "16.3-accident" = ["应急管理"] }\n',
            "申报单位/姓名,征求部门,征求事项,意见\n",
            ("[registers.replies.bureaux] 没有规则 16.3-accident", "16.3-accidents"),
        ),
    ],
)
def test_a_list_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, facts: Path, tables: str, list_: str, says: tuple[str, ...]
) -> None:
    """Nothing is judged with half a list, or with answers to questions nobody asks."""
    if list_:
        (tmp_path / "w.csv").write_text(list_, encoding="utf-8")
    said = zishen("judge", facts, "--office", office(tmp_path, tables))
    assert (said.code, said.out, said.err.count("\n")) == (Exit.INPUT, "", 1)
    for words in says:
        assert words in said.err


def test_an_office_may_ask_other_bureaux_than_the_pack(tmp_path: Path, facts: Path) -> None:
    """One bureau answers; it is enough where the office says that it alone must."""
    head = "申报单位/姓名,统一社会信用代码,征求部门,征求事项,意见,查询起始日,查询截止日,答复日期\n"
    row = f"{NAME},91310104MA1FR0X18T,应急管理局,近5年无重大事故,无记录,2021-06-30,2026-06-30,2026-07-06\n"
    (tmp_path / "r.csv").write_text(head + row, encoding="utf-8")
    asked = '[registers.replies]\nfile = "r.csv"\n'
    assert judged(facts, office(tmp_path, asked))["16.3-accidents"]["doubt"] == "external"
    chosen = asked + 'bureaux = { "16.3-accidents" = ["应急管理"] }\n'
    assert judged(facts, office(tmp_path, chosen))["16.3-accidents"]["verdict"] == "met"

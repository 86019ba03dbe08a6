"""The guide for officers tells the truth: its example loads and judges, and it names everything that can be written."""

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import Verdict
from pipeline.settings import Office
from tests.validators.sheets import sheet_of
from validators.judge import choose, judge
from validators.pack import RulePack, lint, read_pack
from validators.predicates import PARAMETERS
from validators.shape import OUT_OF_SCOPE
from validators.terms import PAPERS

GUIDE = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text(encoding="utf-8")


@pytest.fixture
def example(tmp_path: Path) -> RulePack:
    found = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    path = tmp_path / "wuyou-2026.toml"
    path.write_text(found[1], encoding="utf-8")
    assert lint(path) == []
    return read_pack(path)


def test_the_example_judges_without_any_code(example: RulePack) -> None:
    """Three years to the day are enough, two audited years show no loss, complaints are asked for elsewhere."""
    papers = {
        "application_form": {
            "form.title": "乌有市质量奖申报表",
            "form.track": "组织",
            "form.filled_on": "2026-05-01",
        },
        "business_licence": {"entity.founded": "2023-05-18"},
        "audit_report": {
            f"finance.{line}[{year}]": "1" for line in ("profit_total", "profit_net") for year in (2024, 2025)
        },
    }
    sheet = sheet_of(papers)
    assert choose(sheet, [example]) == ("wuyou-2026", "prize")
    office = Office(readings={"2.2-no-loss": "before"})
    for on, years in ((date(2026, 5, 17), Verdict.NOT_MET), (date(2026, 5, 18), Verdict.MET)):
        first, second, third = judge(sheet, example, "prize", office, on)[:3]
        assert (first.verdict, second.verdict, third.verdict) == (years, Verdict.MET, Verdict.UNDETERMINED)
        assert (first.cite.article, first.cite.item) == ("第二条", "（一）")


def test_the_guide_names_every_predicate_with_every_parameter() -> None:
    """What is not in the guide cannot be used by an officer."""
    for name, parameters in PARAMETERS.items():
        told = next(line for line in GUIDE.splitlines() if line.startswith(f"- **{name}**"))
        for parameter in set(parameters.model_fields) - {"predicate"}:
            assert f"`{parameter}`" in told, (name, parameter)


@pytest.mark.parametrize("word", [*PAPERS, *OUT_OF_SCOPE])
def test_the_guide_names_every_kind_of_paper_and_every_reason(word: str) -> None:
    """The closed lists are printed in full."""
    assert f"`{word}`" in GUIDE

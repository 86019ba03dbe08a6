"""The guide to registers is the program's own: its examples load, and its table names the rules there are."""

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.registers import ROWS, Sources
from pipeline.registry import headings, read_registers
from validators.pack import available, load
from validators.settling.settle import settled_by

GUIDE = (Path(__file__).parents[2] / "docs" / "registers.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(r"\*\*(\w+) [^*]+\*\*(?:(?!\n\*\*)[\s\S])*?```csv\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize(("name", "example"), _EXAMPLE.findall(GUIDE))
def test_every_example_is_read_as_it_stands(tmp_path: Path, name: str, example: str) -> None:
    """An office that copies it has a list that loads, with each of its rows."""
    (tmp_path / "list.csv").write_text(example, encoding="utf-8")
    told = read_registers(Sources.model_validate({name: "list.csv"}), tmp_path)
    assert len(getattr(told, name).rows) == len(example.splitlines()) - 1


def test_every_register_has_an_example_and_every_column_is_named() -> None:
    assert [name for name, _ in _EXAMPLE.findall(GUIDE)] == list(ROWS)
    for shape in ROWS.values():
        for title in headings(shape).values():
            assert title in GUIDE


def test_the_settings_of_the_guide_are_settings() -> None:
    """Every key of the example is one that office.toml knows."""
    block = GUIDE.split("```toml\n")[1].split("```")[0]
    told = Sources.model_validate(tomllib.loads(block)["registers"])
    assert told.winners
    assert told.winners.complete_for == ("上海市政府质量奖",)


@pytest.mark.parametrize("pack", available())
def test_the_guide_names_every_rule_a_register_settles_and_every_one_it_does_not(pack: str) -> None:
    """What stays external is told as well: nobody waits for a list that cannot help."""
    for rule in load(pack).rule:
        if settled_by(rule.test) or getattr(rule.test, "doubt", "") == "external":
            short = rule.id.replace("12.1.5-", "11.1.5-").replace("12.2.", "11.2.")
            assert rule.id in GUIDE or short in GUIDE, rule.id

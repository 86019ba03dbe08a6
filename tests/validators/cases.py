"""The cases of the packs as trials: a case is read once and may be judged by its own pack or by a changed one."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.model import FactSheet, Finding, Problem, Verdict
from pipeline.registers import Registers
from pipeline.saying import say_fact
from pipeline.settings import Office
from tests.validators.lists import registers_of
from tests.validators.sheets import changed, sheet_of
from validators.judge import one_by_one
from validators.pack import load, read_pack
from validators.shape import RulePack

INVENTED = "wuyou-2026"
_TESTS = Path(__file__).parents[1]

_LOST = Problem(code="encrypted", what="文件已加密", next_step="请提供未加密的文件。")


@dataclass(frozen=True)
class Trial:
    """One case of one rule: the facts a person wrote down, and what must come out."""

    rule: str
    award: str
    sheet: FactSheet
    office: Office
    on: date
    registers: Registers
    case: Mapping[str, Any]

    def judged(self, pack: RulePack) -> Finding:
        findings = one_by_one(self.sheet, pack, self.award, self.office, self.on, self.registers)
        return next(one for one in findings if one.rule == self.rule)


def pack_of(name: str) -> RulePack:
    """Load a regulation that comes with Zishen, or the invented one, which has what none of them has."""
    return read_pack(Path(__file__).with_name(f"{INVENTED}.toml")) if name == INVENTED else load(name)


def told(folder: str, pack: str) -> dict[str, Any]:
    """Read the cases of a pack: `packs` judge papers alone, `registers` with the lists of an office."""
    if (folder, pack) == ("registers", INVENTED):
        return {"case": []}
    return tomllib.loads((_TESTS / folder / f"{pack}.toml").read_text(encoding="utf-8"))


def cases(folder: str, pack: str) -> Iterator[dict[str, Any]]:
    """List cases, each with the application it starts from and the day it is judged on."""
    papers = told("packs", pack)
    for case in told(folder, pack)["case"]:
        base = papers["bases"][case["base"]] if "base" in case else papers["base"]
        yield {"on": papers["on"], **case, "base": base}


def trial(case: Mapping[str, Any], pack: RulePack, registers: Registers | None = None) -> Trial:
    """Lay a case out: the papers with what it changes, the office's choice, and its lists unless others are given."""
    rule = case["rule"]
    return Trial(
        rule=rule,
        award=case.get("award") or pack.rule_of(rule).awards[0],
        sheet=sheet_of(
            changed(case["base"], case.get("set", {}), case.get("without", ())),
            [_LOST.model_copy(update={"file": name}) for name in case.get("unread", ())],
        ),
        office=Office(
            readings={rule: case["reading"]} if "reading" in case else {},
            issued_on=case.get("issued_on"),
            practice=case.get("practice"),
        ),
        on=case["on"],
        registers=registers_of(case.get("registers", {})) if registers is None else registers,
        case=case,
    )


def fault(finding: Finding, case: Mapping[str, Any]) -> str:
    """Say what of a finding is not as the case says; nothing when all is."""
    verdict = (finding.verdict.value, finding.doubt.value if finding.doubt else "")
    if verdict != (case["verdict"], case.get("doubt", "")):
        return f"{verdict}: {finding.sentence}"
    words = all_words(finding)
    if lost := [one for one in case.get("tells", ()) if one not in words]:
        return f"does not tell {lost}"
    if extra := [one for one in case.get("lacks", ()) if one in words]:
        return f"must not tell {extra}"
    return _fault_of_day(finding, case) or _fault_of_support(finding, case) or _fault_of_any(finding)


def _fault_of_any(finding: Finding) -> str:
    """What holds of every finding: nobody is asked for anything where it is met, and somebody is where it is open."""
    if set(finding.support) & set(finding.against):
        return "shows a fact on both sides"
    if finding.verdict is Verdict.UNDETERMINED and not finding.needs:
        return "does not say what would settle it"
    if finding.verdict is Verdict.MET and (finding.needs or finding.against):
        return "is met and still asks for something"
    return ""


def _fault_of_day(finding: Finding, case: Mapping[str, Any]) -> str:
    """`earliest` is the first day on which the condition is met, 不能推算 where nobody can tell; `until` the last."""
    told = finding.earliest.day or "不能推算" if finding.earliest else ""
    if str(told) != case.get("earliest", str(told)):
        return f"earliest is {told}"
    until = str(finding.earliest.until) if finding.earliest else ""
    return "" if until == case.get("until", until) else f"until is {until}"


def _fault_of_support(finding: Finding, case: Mapping[str, Any]) -> str:
    """`supports` are the values that are shown in support, no more and no fewer; `opposes` those against."""
    for side, facts in (("supports", finding.support), ("opposes", finding.against)):
        shown = sorted(say_fact(fact) for fact in facts)
        if shown != sorted(case.get(side, shown)):
            return f"{side}: {shown}"
    return ""


def all_words(finding: Finding) -> str:
    parts = (finding.sentence, *finding.computation, finding.margin, finding.flip, finding.reading, finding.needs)
    return "\n".join(parts)

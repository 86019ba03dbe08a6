"""Every fact a form or a report records stands in the file, at the place that is recorded."""

import hashlib
import random
from datetime import date
from pathlib import Path

import pytest

from extractors.reading import read
from extractors.words import squeeze
from pipeline.model import AmountValue, Media, SaidValue, SourceFile
from samples.application import Application
from samples.ledger import Ledger
from samples.papers.mark import Manner
from samples.wordforms import application_form, individual_form
from samples.wordreport import self_assessment
from samples.world import localities, make_application

ON = date(2026, 6, 30)
OFFERS = [(rules, offer) for rules, here in localities().items() for offer in here.awards]


def world(rules: str, award: str, kind: str = "company") -> Application:
    return make_application(rules, award, kind, random.Random(5), ON)  # type: ignore[arg-type] # a kind by its name


def places(content: bytes, path: Path) -> dict[str, str]:
    """Read the file back: the words that stand at each place."""
    path.write_bytes(content)
    source = SourceFile(
        sha256=hashlib.sha256(content).hexdigest(), names=(path.name,), size=len(content), media=Media.DOCX
    )
    (page,) = read(source, path, None).pages
    found: dict[str, str] = {}
    for ink in (*page.lines, *(cell for table in page.tables for cell in table.cells)):
        at = ink.place.model_dump_json()
        found[at] = found.get(at, "") + squeeze(ink.text)
    return found


@pytest.mark.parametrize(("rules", "offer"), OFFERS, ids=[f"{rules}-{offer.id}" for rules, offer in OFFERS])
def test_what_is_recorded_stands_there(rules: str, offer: object, tmp_path: Path) -> None:
    """Each quote is found in the paragraph or cell that the ledger names."""
    application = world(rules, offer.id, offer.kinds[0])  # type: ignore[attr-defined] # parametrised values are objects to mypy
    for draw in (individual_form if application.candidate else application_form, self_assessment):
        ledger = Ledger("application_form")
        found = places(draw(application, ledger), tmp_path / "paper.docx")
        assert len(ledger.printed) >= 3
        for fact in ledger.printed:
            assert squeeze(fact.quote) in found[fact.place.model_dump_json()], fact


def test_yuan_under_wan_is_ten_thousand_times_too_much() -> None:
    """The heading says 万元, so that is what the typed number means."""
    application, plain, slipped = world("shanghai-2022", "gold-organisation"), Ledger("f"), Ledger("f")
    application_form(application, plain)
    application_form(application, slipped, yuan=True)
    amounts = [
        {
            (fact.field, fact.key): fact.value.amount
            for fact in ledger.printed
            if fact.field.startswith("finance.") and isinstance(fact.value, AmountValue)
        }
        for ledger in (plain, slipped)
    ]

    assert amounts[0]
    assert {at: amount * 10_000 for at, amount in amounts[0].items()} == amounts[1]


def test_a_blank_date_is_recorded_as_blank() -> None:
    ledger = Ledger("application_form")
    application_form(world("ganzhou", "government-organisation"), ledger, Manner(blank=("form.filled_on",)))
    (filled,) = [fact for fact in ledger.printed if fact.field == "form.filled_on"]

    assert filled.value == SaidValue(said="blank")


def test_the_same_application_gives_the_same_bytes() -> None:
    application = world("xiaoshan-draft-2023", "quality-organisation")

    assert application_form(application, Ledger("f")) == application_form(application, Ledger("f"))

"""Every fact a report records stands in the file, at the place that is recorded."""

import hashlib
import random
from datetime import date
from pathlib import Path

import pytest

from extractors.reading import read
from extractors.words import squeeze
from pipeline.model import Media, SourceFile
from samples.application import Application
from samples.ledger import Ledger
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
    ledger = Ledger("self_assessment")
    found = places(self_assessment(application, ledger), tmp_path / "paper.docx")
    assert len(ledger.printed) >= 3
    for fact in ledger.printed:
        assert squeeze(fact.quote) in found[fact.place.model_dump_json()], fact

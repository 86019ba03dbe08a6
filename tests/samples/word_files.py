"""A Word file of the generator, read back by the reader that users have."""

import hashlib
import random
from datetime import date
from pathlib import Path

from extractors.finding.words import squeeze
from extractors.reading import read
from pipeline.model import Media, Page, Reading, SourceFile
from samples.application import Application
from samples.ledger import Ledger
from samples.world import make_application

ON = date(2026, 6, 30)


def world(rules: str = "shanghai-2022", award: str = "gold-organisation", kind: str = "company") -> Application:
    return make_application(rules, award, kind, random.Random(5), ON)  # type: ignore[arg-type] # a kind by its name


def reading_of(content: bytes, path: Path) -> Reading:
    path.write_bytes(content)
    media = Media.PDF if content.startswith(b"%PDF") else Media.DOCX
    sha256 = hashlib.sha256(content).hexdigest()
    return read(SourceFile(sha256=sha256, names=(path.name,), size=len(content), media=media), path, None)


def read_back(content: bytes, path: Path) -> Page:
    reading = reading_of(content, path)
    assert reading.problems == ()
    (page,) = reading.pages
    return page


def places(page: Page) -> dict[str, str]:
    """The words that stand at each place."""
    found: dict[str, str] = {}
    for ink in (*page.lines, *(cell for table in page.tables for cell in table.cells)):
        at = ink.place.model_dump_json()
        found[at] = found.get(at, "") + squeeze(ink.text)
    return found


def check(ledger: Ledger, page: Page) -> None:
    """Hold every recorded quote against the words at its recorded place; seals are pictures."""
    found = places(page)
    for fact in ledger.printed:
        if fact.field.startswith("seal."):
            continue
        assert squeeze(fact.quote) in found[fact.place.model_dump_json()], fact

"""What is truly printed, written down by the hand that prints it: field, value, quote and place of every fact.

Each paper is drawn with a `Ledger` of its own. The drawing code puts a fact into it in the same statement that prints
the words, so the truth cannot drift from the paper. A picture that is scanned afterwards moves its boxes with `moved`.
"""

from collections.abc import Callable, Iterator

from pydantic import Field

from pipeline.model import Box, OnPage, Place, Value
from samples.applicant import Fixed


class Printed(Fixed):
    """One fact as one place prints it. `legible` is false where no reader could be blamed for missing it."""

    kind: str
    field: str
    key: str = ""
    value: Value
    quote: str
    place: Place
    legible: bool = True


class PageKind(Fixed):
    """What one page of a file is; `page` is None for a Word text."""

    page: int | None
    kind: str


class PaperTruth(Fixed):
    """The truth about one file of a package."""

    file: str
    pages: tuple[PageKind, ...]
    printed: tuple[Printed, ...] = ()
    readable: bool = True
    condition: str = Field(default="clean", description="how it was inked: clean, scan, photo, fax …")


class Ledger:
    """Collects one paper's truth while the paper is drawn."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.pages: list[PageKind] = []
        self.printed: list[Printed] = []

    def page(self, number: int | None = None, kind: str = "") -> None:
        """Say that a page of this kind begins."""
        self.pages.append(PageKind(page=number, kind=kind or self.kind))

    def put(self, field: str, value: Value, quote: str, place: Place, *, key: str = "", legible: bool = True) -> None:
        """Write down one fact where it is printed."""
        self.printed.append(
            Printed(kind=self.kind, field=field, key=key, value=value, quote=quote, place=place, legible=legible)
        )

    def moved(self, way: Callable[[int, Box], tuple[int, Box]]) -> Iterator[Printed]:
        """Give every fact with its page box carried along by a scan, a turn or another page order."""
        for fact in self.printed:
            if isinstance(fact.place, OnPage):
                page, box = way(fact.place.page, fact.place.box)
                yield fact.model_copy(update={"place": OnPage(page=page, box=box)})
            else:
                yield fact

    def truth(self, file: str, *, condition: str = "clean") -> PaperTruth:
        return PaperTruth(file=file, pages=tuple(self.pages), printed=tuple(self.printed), condition=condition)

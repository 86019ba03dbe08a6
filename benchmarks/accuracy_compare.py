"""What was found held against what is true: a field of a file, a box, a line of letters, a clause. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from benchmarks.accuracy_truth import Told, folded, words_of
from pipeline.model import Box, Fact, InCell, Line, Method, Noun, OnPage, Page, SaidValue

Grade = Literal["right", "wrong", "missed", "invented"]
Ruling = Literal["right", "false met", "false not_met", "undetermined", "other"]
_COVERED = 0.8  # of the quote's ink must lie in the box that is shown as evidence
_SAME = 0.5  # of what both boxes cover together


class Compared(Noun):
    """One fact of the truth, or one claim without a fact, and what became of it."""

    grade: Grade
    field: str
    told: Told | None = None
    found: Fact | None = None


def compare_field(told: Sequence[Told], found: Sequence[Fact]) -> Iterator[Compared]:
    """Grade one field of one file: each told record once, and each value that no record accounts for.

    A fact that is printed twice is one record. A paper that says it has no value is right wherever none is claimed.
    """
    field = (told[0].field if told else found[0].field) if told or found else ""
    records = list({(one.key, one.value): one for one in told}.values())
    claims = list(
        {(one.key, words_of(one.value)): one for one in found if not isinstance(one.value, SaidValue)}.values()
    )
    left: list[Told] = []
    for record in (one for one in records if one.value):
        match = next((claim for claim in claims if words_of(claim.value) == record.value and _kin(record, claim)), None)
        if match is None:
            left.append(record)
            continue
        claims.remove(match)
        yield Compared(grade="right", field=field, told=record, found=match)
    for record in left:
        match = next((claim for claim in claims if _kin(record, claim)), None)
        if match is not None:
            claims.remove(match)
            yield Compared(grade="wrong", field=field, told=record, found=match)
        elif record.legible:
            yield Compared(grade="missed", field=field, told=record)
    for claim in claims:
        yield Compared(grade="invented", field=field, found=claim)


def _kin(record: Told, claim: Fact) -> bool:
    """Records are told apart by their key; where one side gives none there is nothing to tell apart."""
    return not record.key or not claim.key or folded(record.key) == folded(claim.key)


def overlap(one: Box, other: Box) -> tuple[float, float]:
    """Intersection over union, and how much of the first box the second covers.

    >>> overlap(Box(left=0, top=0, right=0.2, bottom=0.2), Box(left=0.1, top=0, right=0.3, bottom=0.2))
    (0.333, 0.5)
    """
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(width, 0.0) * max(height, 0.0)
    first, second = _area(one), _area(other)
    together = first + second - shared
    return round(shared / together, 3) if together else 0.0, round(shared / first, 3) if first else 0.0


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def box_grade(told: Iterable[OnPage], found: Iterable[OnPage]) -> tuple[bool, bool]:
    """Tell whether some evidence, or all of it together, is the quote's box, and whether it covers the quote."""
    shown = list(found)
    candidates = [(one.page, one.box) for one in shown]
    for page in {one.page for one in shown}:
        boxes = [one.box for one in shown if one.page == page]
        candidates.append((page, _union(boxes)))
    pairs = [overlap(place.box, box) for place in told for page, box in candidates if page == place.page]
    return any(same >= _SAME for same, _ in pairs), any(covered >= _COVERED for _, covered in pairs)


def _union(boxes: Sequence[Box]) -> Box:
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def letters_wrong(quote: str, read: str) -> int:
    """The fewest letters to change, add or drop until the quote stands somewhere in what was read.

    >>> letters_wrong("成立日期", "类型成立曰期2012"), letters_wrong("甲乙", "")
    (1, 2)
    """
    wanted, got = folded(quote), folded(read)
    row = [0] * (len(got) + 1)
    for number, letter in enumerate(wanted, 1):
        before, row = row, [number]
        for at, other in enumerate(got, 1):
            row.append(min(before[at - 1] + (letter != other), before[at] + 1, row[at - 1] + 1))
    return min(row)


def ocr_under(place: OnPage, page: Page) -> str | None:
    """The words that OCR read under a box, in reading order; None where OCR was not asked, or only for a picture."""
    lines = [line for line in page.lines if line.method is Method.OCR and isinstance(line.place, OnPage)]
    typed = (line for line in page.lines if line.method is Method.TEXT_LAYER)
    if not lines or any(_touches(line, place.box) for line in typed):
        return None
    under = [line for line in lines if _touches(line, place.box)]
    return "".join(line.text for line in sorted(under, key=_reading_order))


def _reading_order(line: Line) -> tuple[float, float]:
    box = line.place.box if isinstance(line.place, OnPage) else Box(left=0, top=0, right=0, bottom=0)
    return round(box.top, 2), box.left


def _touches(line: Line, box: Box) -> bool:
    """A line belongs to a box if they share a third of the height of the lower one."""
    if not isinstance(line.place, OnPage):
        return False
    mine = line.place.box
    width = min(mine.right, box.right) - max(mine.left, box.left)
    height = min(mine.bottom, box.bottom) - max(mine.top, box.top)
    return width > 0 and height > min(mine.bottom - mine.top, box.bottom - box.top) / 3


def cell_holds(place: InCell, quote: str, pages: Iterable[Page]) -> bool:
    """Tell whether the reader put the quote into the very cell in which it is printed."""
    return any(
        cell.place == place and folded(quote) in folded(cell.text)
        for page in pages
        for table in page.tables
        for cell in table.cells
    )


def grade_verdict(told: str, found: str) -> Ruling:
    """Name what is wrong with a verdict by what it costs: a false yes is worst, a false no next, a doubt is work."""
    if told == found:
        return "right"
    match found:
        case "met":
            return "false met"
        case "not_met":
            return "false not_met"
        case "undetermined":
            return "undetermined"
    return "other"

"""Values in running text: patterns over words without blanks, and what stands at the close of a paper.

The text remembers of every character which ink it came from, so that a match can be quoted and shown as printed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.finding.columns import in_columns
from extractors.finding.dates import find_dates
from extractors.finding.kinds import Kind
from extractors.finding.labels import labels_in
from extractors.finding.paragraphs import ends_paragraph, margins
from extractors.finding.snippet import Part, Snippet, bands, box_of, cut, loose_lines, whole
from extractors.finding.words import fold, label_keys, squeeze
from pipeline.model import Cell, Ink, Line, OnPage, Page

_BODY = re.compile(
    r".{2,}(?:公司|集团|厂|院|校|学|中心|局|厅|委员会|政府|办公室|委|会|所|站|社|部|处|店|行|(?:合伙)\)?)"
)
_TITLE_LINES, _TITLE_LENGTH = 4, 12  # a title that was read late, on a page that lies on its side, is short
_AT_CLOSE = (".issuer", ".body", "_on", ".number", ".valid", ".by", ".on")
_SEAL_WORDS = re.compile(r"\((?:盖章|公章|加盖公章|单位盖章|签章)\)")


class Flow:
    """The words of some ink without blanks, folded. Lines of one paragraph run on; paragraphs and cells end a line.

    With `run_on` off every line ends. A line break inside a cell is the end of a paragraph (`unwrapped`).
    """

    def __init__(self, inks: Iterable[Ink], *, run_on: bool = True) -> None:
        self.inks = tuple(inks)
        text: list[str] = []
        self._origins: list[tuple[int, int]] = []
        left = margins(ink for ink in self.inks if isinstance(ink, Line))
        for number, ink in enumerate(self.inks):
            if text and not (run_on and _runs_on(self.inks[number - 1], ink, left)):
                text.append("\n")
                self._origins.append((number, 0))
            for offset, character in enumerate(fold(ink.text)):
                if not character.isspace() or (character == "\n" and isinstance(ink, Cell)):
                    text.append(character)
                    self._origins.append((number, offset))
        self.text = "".join(text)

    def snippet(self, start: int, end: int) -> Snippet:
        """What is printed where the text without blanks has these characters."""
        (first, begin), (last, stop) = self._origins[start], self._origins[end - 1]
        parts = []
        for number in range(first, last + 1):
            ink = self.inks[number]
            words = ink.text[begin if number == first else 0 : stop + 1 if number == last else None].strip()
            if words:
                parts.append(Part(words, ink))
        return Snippet(tuple(parts))


def _runs_on(before: Ink, ink: Ink, left: Mapping[int, float]) -> bool:
    """Whether words go on from one piece of ink to the next: lines of one paragraph of a page do."""
    if not isinstance(ink, Line) or not isinstance(ink.place, OnPage):
        return False
    return not (isinstance(before, Line) and ends_paragraph(before, ink, margin=left.get(ink.place.page)))


def flow_of(pages: Sequence[Page], *, run_on: bool = True) -> Flow:
    """The running text of some pages, then their table cells."""
    lines = [line for page in pages for line in in_columns(loose_lines(page))]
    cells = (cell for page in pages for table in page.tables for cell in table.cells)
    return Flow([*lines, *cells], run_on=run_on)


def matches(pattern: str, flow: Flow) -> Iterator[tuple[Snippet, str]]:
    """Every place where a pattern fits, as the snippet of its value and its key."""
    for match in re.finditer(pattern, flow.text):
        if match["value"]:
            yield flow.snippet(*match.span("value")), match.groupdict().get("key") or ""


def line_matches(pattern: str, pages: Sequence[Page]) -> Iterator[tuple[Snippet, str]]:
    """Every line that a pattern fits from its beginning to its end."""
    for page in pages:
        for line in loose_lines(page):
            if (match := re.fullmatch(pattern, squeeze(line.text))) and match["value"]:
                readings = (re.fullmatch(pattern, squeeze(text)) for text in line.alternatives)
                others = tuple(other["value"] for other in readings if other)
                found = Flow([line]).snippet(*match.span("value"))._replace(others=others)
                yield found, match.groupdict().get("key") or ""


def within(pattern: str, snippet: Snippet, *, run_on: bool = True) -> Iterator[Snippet]:
    """Where a pattern fits inside a value that a label has found."""
    pieces = [part.ink.model_copy(update={"text": part.quote}) for part in snippet.parts]
    flow = Flow(pieces, run_on=run_on)
    for match in re.finditer(pattern, flow.text):
        if match["value"]:
            found = flow.snippet(*match.span("value"))
            inks = {id(piece): part.ink for piece, part in zip(pieces, snippet.parts, strict=True)}
            readings = (re.search(pattern, squeeze(text)) for text in snippet.others)
            others = tuple(other["value"] for other in readings if other and other["value"])
            yield Snippet(tuple(Part(p.quote, inks[id(p.ink)]) for p in found.parts), snippet.label, others)


def closing(pages: Sequence[Page], kind: Kind) -> tuple[Snippet | None, Snippet | None]:
    """The name and the date at the close of a paper: the last line that is only a date, and who signs above it.

    A date beside a label is that label's value and closes nothing.
    """
    rows = [row for page in _up_to_the_close(pages, kind) for row in _rows(page)]
    for at in range(len(rows) - 1, -1, -1):
        for date in (rows[at], *([line] for line in reversed(rows[at]) if len(rows[at]) > 1)):
            if _may_be_date(date) and not _beside_label(date[0], rows[at], kind):
                return _signed_by(rows[:at]), whole(*date)
        if kind.glued and _has_field(rows[at], kind):
            break  # on a card what stands above or beside the last field is the value of a field
    return None, None


def _has_field(row: Sequence[Line], kind: Kind) -> bool:
    """Whether a label of some field stands in a row, other than one that says who or when at the close."""
    keys = {
        label_keys(words)[0]
        for finder in kind.fields
        if not finder.field.endswith(_AT_CLOSE)
        for words in finder.labels
    }
    return any(label.key in keys for line in row for label in labels_in(line.text, kind))


def _up_to_the_close(pages: Sequence[Page], kind: Kind) -> Iterator[Page]:
    """The pages before a part with dates of its own; a paper of one page is taken whole, unless it is that part."""
    for page in pages:
        texts = [squeeze(line.text) for line in page.lines]
        heads = [text for at, text in enumerate(texts) if at < _TITLE_LINES or len(text) <= _TITLE_LENGTH]
        heads = heads if len(pages) > 1 else texts[:1]
        if any(head.endswith(title) for head in heads for title in kind.closed_before):
            return
        yield page


def _rows(page: Page) -> list[list[Line]]:
    lines = loose_lines(page)
    return bands(lines) if any(box_of(line) for line in lines) else [[line] for line in lines if line.text.strip()]


def _may_be_date(inks: Sequence[Ink]) -> bool:
    """Whether some words are a date and nothing else, in some reading of a line under a seal."""
    readings = inks[0].alternatives if len(inks) == 1 else ()
    return any(_is_date(text) for text in (" ".join(ink.text for ink in inks), *readings))


def _is_date(printed: str) -> bool:
    text = fold(printed).strip()
    found = find_dates(text)
    return (
        len(found) == 1
        and found[0].readings[0].month is not None
        and not (text[: found[0].start].strip(" :日期") or text[found[0].end :].strip(" 。"))
    )


def _beside_label(date: Line, row: Sequence[Line], kind: Kind) -> bool:
    """Whether a date is the value of the label before it; one that has a value, or asks for a name, gets none."""
    before = row[: row.index(date)]
    labels = list(labels_in(before[-1].text, kind)) if before else []
    if not labels or before[-1].text[labels[-1].end :].strip():
        return False
    return "签" not in labels[-1].printed or bool(re.search("日期|时间", labels[-1].printed))


def _signed_by(rows: Sequence[Sequence[Line]]) -> Snippet | None:
    """The line above the closing date when it names a body; the words 盖章 beside it are no part of the name."""
    for row in reversed(rows[-3:]):
        for line in row:
            seal = _SEAL_WORDS.search(fold(line.text))
            name = cut(line, 0, seal.start() if seal else len(line.text))
            if _BODY.fullmatch(squeeze(name.quote)) and ":" not in squeeze(name.quote):
                return name
    return None

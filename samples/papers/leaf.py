"""Pages that remember where each fact was printed."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.model import Box, OnPage
from samples.handwriting import filled_in
from samples.ink import seal, signature
from samples.ledger import Ledger, PageKind
from samples.papers.mark import CLEAN, Manner, Mark, Words, pieces, plain
from samples.plan import MIDDLE
from samples.pressed import press
from samples.sheets import HEIGHT, WIDTH, Align, Sheets
from samples.typeset import Face, wrap

_POINT = 25.4 / 72
BOTTOM = HEIGHT - 26
Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
Row = Sequence[Words]
_Placed = tuple[float, float, int, str]  # left, top, the place in the whole text, the words of one line


class Frame(NamedTuple):
    x: float
    y: float
    width: float
    height: float


class Look(NamedTuple):
    """How the words of one cell look."""

    size: float = 10
    align: Align = "left"
    bold: bool = False
    fill: Colour | None = None
    ruled: bool = True


class Ruling(NamedTuple):
    """How a table looks: the first `heads` rows stand in the middle, columns by number are figures or centred."""

    size: float = 10
    height: float = 8.0
    heads: int = 1
    right: tuple[int, ...] = ()
    centre: tuple[int, ...] = ()
    fill: Colour | None = None
    ruled: bool = True


LOOK, RULING = Look(), Ruling()


class Leaf(Sheets):
    """A PDF being written together with its ledger."""

    def __init__(self, title: str, ledger: Ledger, manner: Manner = CLEAN, *, face: Face = Face.SERIF) -> None:
        super().__init__(title, face=face)
        self.ledger = ledger
        self.manner = manner

    def page(self, top: float = 28.0) -> None:
        super().page(top)
        self.ledger.page(self.pdf.page_no())

    def say(
        self,
        x: float,
        y: float,
        words: Words,
        *,
        size: float = 12,
        align: Align = "left",
        bold: bool = False,
        colour: Colour = BLACK,
    ) -> None:
        """Print one line and write down what it states."""
        text = plain(words)
        left = x - {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * self.measure(text, size)
        if text:
            self.text(left, y, text, size=size, bold=bold, colour=colour)
        self._record(words, [(left, y, 0, text)], size)

    def say_by_hand(self, x: float, y: float, words: Words, *, size: float = 12) -> None:
        """Print one line up to `x` whose figures a hand has filled in, and write down what the whole line states."""
        text, em = plain(words), size * _POINT
        runs = filled_in(text, lambda part: self.measure(part, size) / em)
        left = x - max(run.left + run.width for run in runs) * em
        top, bottom = y, y + em
        for run in runs:
            at = left + run.left * em
            if run.tile is None:
                self.text(at, y, run.text, size=size)
                continue
            tall = run.width * em * run.tile.height / run.tile.width
            high = y + (run.drop + 1) * em - tall
            self.picture(run.tile, at, high, run.width * em)
            top, bottom = min(top, high), max(bottom, high + tall)
        box = Box(left=left / WIDTH, top=top / HEIGHT, right=x / WIDTH, bottom=bottom / HEIGHT)
        for mark in pieces(words):
            for fact in mark.facts if isinstance(mark, Mark) else ():
                place = OnPage(page=self.pdf.page_no(), box=box)
                self.ledger.put(fact.field, fact.value, plain(mark), place, key=fact.key)

    def row(
        self, words: Words, *, size: float = 12, align: Align = "left", bold: bool = False, after: float = 3.0
    ) -> None:
        """Print one line across the text block and move down."""
        usual = {"left": self.margin, "centre": WIDTH / 2, "right": WIDTH - self.margin}[align]
        self.say(usual, self.y, words, size=size, align=align, bold=bold)
        self.y += size * _POINT + after

    def tell(self, words: Words, *, size: float = 12, leading: float = 1.75, indent: int = 2) -> None:
        """Print a paragraph; a fact may run on into the next line."""
        step, shift = size * _POINT * leading, indent * size * _POINT
        text, placed, at = plain(words), list[_Placed](), 0
        for line in self._lines(text, WIDTH - 2 * self.margin, size, shift):
            left = self.margin + (0 if placed else shift)
            self.text(left, self.y, line, size=size)
            at = text.index(line, at)
            placed.append((left, self.y, at, line))
            self.y += step
        self._record(words, placed, size)

    def cell(self, frame: Frame, words: Words, look: Look = LOOK) -> None:
        """Print words in the middle of a frame, wrapped to its width."""
        with self.pdf.local_context():
            self.pdf.set_line_width(0.2)
            self.pdf.set_draw_color(60, 60, 60)
            if look.fill:
                self.pdf.set_fill_color(*look.fill)
            if look.fill or look.ruled:
                style = ("D" if look.ruled else "") + ("F" if look.fill else "")
                self.pdf.rect(frame.x, frame.y, frame.width, frame.height, style=style)
        size, text = look.size, plain(words)
        step, placed, at = size * _POINT * 1.32, list[_Placed](), 0
        lines = list(self._lines(text, frame.width - 3, size))
        top = frame.y + (frame.height - len(lines) * step) / 2 + step * 0.12
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[look.align]
        for line in lines:
            left = frame.x + 1.5 + share * (frame.width - 3 - self.measure(line, size))
            self.text(left, top, line, size=size, bold=look.bold)
            at = text.index(line, at)
            placed.append((left, top, at, line))
            top += step
        self._record(words, placed, size)

    def tall(self, words: Words, width: float, size: float, least: float) -> float:
        """How high a cell of this width must be."""
        return max(least, len(list(self._lines(plain(words), width - 3, size))) * size * _POINT * 1.32 + 2.4)

    def grid(
        self,
        rows: Sequence[Row],
        widths: Sequence[float],
        ruling: Ruling = RULING,
        *,
        left: float | None = None,
        turn: Callable[[], None] | None = None,
    ) -> None:
        """A table. A cell `<` belongs to its left neighbour; where the page ends, it is turned and heads repeat."""
        x0 = (WIDTH - sum(widths)) / 2 if left is None else left
        for number, row in enumerate(rows):
            spans = list(_spans(row, widths))
            tall = max(self.tall(words, width, ruling.size, ruling.height) for words, _, width in spans)
            head = number < ruling.heads
            if turn and not head and self.y + tall > BOTTOM:
                turn()
                self.grid(rows[: ruling.heads], widths, ruling, left=left)
            for words, column, width in spans:
                align: Align = "centre" if head or column in ruling.centre else "left"
                align = "right" if column in ruling.right and not head else align
                look = Look(ruling.size, align, bold=head, fill=ruling.fill if head else None, ruled=ruling.ruled)
                self.cell(Frame(x0 + sum(widths[:column]), self.y, width, tall), words, look)
            self.y += tall

    def seal(self, name: str, x: float, y: float, *, width: float = 41, line: str = "", number: str = "") -> None:
        """Stamp, unless the paper was to stay unstamped."""
        if self.manner.sealed:
            self.picture(seal(name, line=line, number=number), x, y, width)
            box = Box(left=x / WIDTH, top=y / HEIGHT, right=(x + width) / WIDTH, bottom=(y + width) / HEIGHT)
            press(self.ledger, name + line, OnPage(page=self.pdf.page_no(), box=box))

    def sign(self, name: str, x: float, y: float, *, width: float = 28) -> None:
        if self.manner.signed:
            self.picture(signature(name), x, y, width)

    def bytes(self) -> bytes:
        self._take_out()
        return super().bytes()

    def _lines(self, text: str, width: float, size: float, indent: float = 0.0) -> Iterator[str]:
        return wrap(text, width, lambda piece: self.measure(piece, size), indent=indent)

    def _record(self, words: Words, placed: Sequence[_Placed], size: float) -> None:
        at = 0
        for piece in pieces(words):
            if isinstance(piece, Mark):
                if piece.facts and piece.quote:
                    self._put(piece, at, placed, size)
                at += len(piece.quote)
            else:
                at += len(piece)

    def _put(self, mark: Mark, at: int, placed: Sequence[_Placed], size: float) -> None:
        """Find the lines that hold the words, and take the smallest rectangle around their ink."""
        lefts, tops, rights = [], [], []
        for left, top, start, line in placed:
            begin, end = max(at - start, 0), min(at + len(mark.quote) - start, len(line))
            if begin < end:
                lefts.append(left + self.measure(line[:begin], size))
                rights.append(left + self.measure(line[:end], size))
                tops.append(top)
        box = Box(
            left=min(lefts) / WIDTH,
            top=min(tops) / HEIGHT,
            right=max(rights) / WIDTH,
            bottom=(max(tops) + size * _POINT) / HEIGHT,
        )
        place = OnPage(page=self.pdf.page_no(), box=box)
        for fact in mark.facts:
            self.ledger.put(fact.field, fact.value, mark.quote, place, key=fact.key)

    def _take_out(self) -> None:
        """Let the pages vanish that were lost on purpose, with all they say."""
        count, lost = len(self.pdf.pages), set[int]()
        if MIDDLE in self.manner.lost and count > 1:
            lost.add(count // 2 + 1 if count > 2 else 2)
        for fact in self.ledger.printed:
            if fact.field in self.manner.lost and isinstance(fact.place, OnPage):
                lost.add(fact.place.page)
        if not lost or len(lost) == count:
            return
        kept = {old: new for new, old in enumerate((n for n in range(1, count + 1) if n not in lost), 1)}
        for old, new in kept.items():
            self.pdf.pages[old].set_index(new)
        self.pdf.pages = {new: self.pdf.pages[old] for old, new in kept.items()}
        self.pdf.page = len(kept)
        used = self.pdf._resource_catalog.resources_per_page  # noqa: SLF001 - fpdf2 cannot take out a page itself
        moved = {(kept[old], what): names for (old, what), names in used.items() if old in kept}
        used.clear()
        used.update(moved)
        pages = [(page, kept.get(page.page or 0)) for page in self.ledger.pages]
        self.ledger.pages[:] = [PageKind(page=new, kind=page.kind) for page, new in pages if new]
        self.ledger.printed[:] = [
            fact.model_copy(update={"place": OnPage(page=kept[fact.place.page], box=fact.place.box)})
            for fact in self.ledger.printed
            if isinstance(fact.place, OnPage) and fact.place.page in kept
        ]


def _spans(row: Row, widths: Sequence[float]) -> Iterator[tuple[Words, int, float]]:
    for column, words in enumerate(row):
        if words == "<":
            continue
        end = column + 1
        while end < len(row) and row[end] == "<":
            end += 1
        yield words, column, sum(widths[column:end])

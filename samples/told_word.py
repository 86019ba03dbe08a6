"""A Word paper that writes down where each fact stands: the paragraph, or the cell as merged cells count."""

from collections.abc import Sequence

from pipeline.model import InCell, InParagraph, Place
from samples.ledger import Ledger
from samples.papers.mark import Manner, Mark, Words, pieces, plain
from samples.word import Word


class ToldWord:
    """A .docx being written together with its truth. Headers and text boxes are not facts of it."""

    def __init__(self, title: str, ledger: Ledger, manner: Manner, *, header: str = "") -> None:
        self.word = Word(title, header=header)
        self.manner = manner
        self._ledger = ledger
        self._tables = 0
        ledger.page()

    def line(self, words: Words, *, indent: int = 0) -> None:
        """Print one paragraph."""
        self.word.body(plain(words), indent=indent)
        self._put(words, InParagraph(paragraph=len(self.word.file.paragraphs)))

    def grid(
        self, rows: Sequence[Sequence[Words]], widths: Sequence[float], *, size: float = 10.5, heads: int = 0
    ) -> None:
        """Print a ruled table; `<` and `^` merge a cell with its neighbour."""
        self._tables += 1
        self.word.grid([[plain(cell) for cell in row] for row in rows], widths, size=size, heads=heads)
        for y, row in enumerate(rows, 1):
            for x, cell in enumerate(row, 1):
                self._put(cell, InCell(table=self._tables, row=y, column=x))

    def _put(self, words: Words, place: Place) -> None:
        for piece in pieces(words):
            if isinstance(piece, Mark):
                for stated in piece.facts:
                    self._ledger.put(stated.field, stated.value, piece.quote or "　", place, key=stated.key)

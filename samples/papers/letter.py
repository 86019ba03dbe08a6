"""A letter as an office writes it, once as a PDF and once as the Word file it was printed from."""

from typing import Protocol

from pipeline.model import InParagraph
from samples.ink import seal
from samples.ledger import Ledger
from samples.papers.leaf import BOTTOM, Leaf
from samples.papers.mark import CLEAN, Manner, Mark, Words, pieces, plain
from samples.pressed import press
from samples.sheets import WIDTH
from samples.word import Word

RED = (200, 24, 30)
_EDGE = WIDTH - 34
_EMU_PER_POINT = 12_700  # the unit of lengths in Word files


class Letter(Protocol):
    """What a letter is made of, from the top."""

    manner: Manner

    def title(self, words: Words) -> None: ...

    def to(self, words: Words) -> None: ...

    def tell(self, words: Words) -> None: ...

    def sign(self, name: Words, when: Words, seal_of: str) -> None:
        """Who signs, with the seal across the name and the date."""

    def bytes(self) -> bytes: ...


class PaperLetter:
    """A letter of one page, or two where it is long."""

    def __init__(self, title: str, ledger: Ledger, manner: Manner = CLEAN, *, size: float = 14) -> None:
        self.leaf = Leaf(title, ledger, manner)
        self.manner, self.size = manner, size
        self.leaf.page(36)

    def head(self, issuer: Words, number: Words) -> None:
        """The red head of an official document: who issues it and under which number."""
        leaf, shown = self.leaf, plain(issuer)
        size = min(28.0, 420 / max(len(shown), 12))
        leaf.say(WIDTH / 2, leaf.y, issuer, size=size, align="centre", bold=True, colour=RED)
        leaf.y += 22
        leaf.row(number, size=13, align="centre", after=3)
        leaf.rule(colour=RED, width=0.7, inset=2)
        leaf.y += 13

    def title(self, words: Words) -> None:
        shown = len(plain(words))
        self.leaf.row(words, size=min(21.0, 420 / max(shown, 12)), align="centre", bold=True, after=11)

    def to(self, words: Words) -> None:
        self.leaf.row(words, size=self.size, after=4)

    def tell(self, words: Words) -> None:
        lines = 1 + int(self.leaf.measure(plain(words), self.size) / (WIDTH - 2 * self.leaf.margin))
        self._room(lines * self.size * 0.62)
        self.leaf.tell(words, size=self.size)

    def sign(self, name: Words, when: Words, seal_of: str) -> None:
        leaf = self.leaf
        self._room(56)
        leaf.y += 18
        leaf.say(_EDGE, leaf.y, name, size=self.size, align="right")
        leaf.seal(seal_of, _EDGE - 54, leaf.y - 13)
        if self.manner.by_hand:
            leaf.say_by_hand(_EDGE, leaf.y + 11, when, size=self.size)
        else:
            leaf.say(_EDGE, leaf.y + 11, when, size=self.size, align="right")
        leaf.y += 26

    def bytes(self) -> bytes:
        return self.leaf.bytes()

    def _room(self, height: float) -> None:
        if self.leaf.y + height > BOTTOM:
            self.leaf.page(30)


class WordLetter:
    """The same words as a Word file; places are paragraphs, counted from 1."""

    def __init__(self, title: str, ledger: Ledger, manner: Manner = CLEAN) -> None:
        self.word, self.ledger, self.manner = Word(title, size=14), ledger, manner
        ledger.page(None)

    def title(self, words: Words) -> None:
        self.word.title(plain(words), size=20)
        self._record(words)

    def to(self, words: Words) -> None:
        self.word.body(plain(words), indent=0)
        self._record(words)

    def tell(self, words: Words) -> None:
        self.word.body(plain(words))
        self._record(words)

    def sign(self, name: Words, when: Words, seal_of: str) -> None:
        for words, before in ((name, 36), (when, 6)):
            line = self.word.body(plain(words), indent=0)
            line.alignment = 2
            line.paragraph_format.space_before = before * _EMU_PER_POINT
            self._record(words)
        if self.manner.sealed:
            self.word.stamp(line, seal(seal_of))
            press(self.ledger, seal_of, InParagraph(paragraph=len(self.word.file.paragraphs)))

    def bytes(self) -> bytes:
        return self.word.bytes()

    def _record(self, words: Words) -> None:
        place = InParagraph(paragraph=len(self.word.file.paragraphs))
        for piece in pieces(words):
            if isinstance(piece, Mark) and piece.quote:
                for fact in piece.facts:
                    self.ledger.put(fact.field, fact.value, piece.quote, place, key=fact.key)

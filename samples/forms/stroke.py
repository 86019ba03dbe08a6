"""Pieces of a paragraph that carry their truth along: the XML for Word, the runs for print, and the facts they state.

Written as XML and not through a library, so that all that people leave behind in a form (tracked changes, symbols,
content controls, fields, hidden words) stands in it exactly as Word writes it. A piece does not know where it will
stand; whoever lays it down, on a page or in a Word file, writes its facts into the ledger with their place.
"""

import re
import zlib
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

from pipeline.model import Value

_PARTS = re.compile(r"([\n\t])")
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


class Run(NamedTuple):
    """Words of one look, as they come out of a printer. A size of 0 is that of the paragraph."""

    text: str
    size: float = 0
    bold: bool = False
    font: str = ""
    underline: bool = False
    colour: str = ""
    folio: bool = False  # the number of the page, whatever the text says


@dataclass(frozen=True)
class Stated:
    """One fact with the words that state it; `at` is where they begin in the line, -1 if elsewhere in it."""

    field: str
    value: Value
    quote: str
    key: str = ""
    legible: bool = True
    at: int = -1


@dataclass(frozen=True)
class Inset:
    """A picture or a text box, in centimetres: in the line, or floating from where the paragraph or the page begins."""

    width: float
    height: float
    left: float = 0
    top: float = 0
    floats: Literal["", "paragraph", "page"] = ""
    picture: bytes = b""
    seal: str = ""  # what it says if it is one
    inside: "Stroke | None" = None


@dataclass(frozen=True)
class Stroke:
    """Something written on one line, once as Word keeps it and once as it is printed."""

    xml: str = ""
    runs: tuple[Run, ...] = ()
    facts: tuple[Stated, ...] = ()
    media: tuple[tuple[str, bytes], ...] = ()
    comments: tuple[tuple[int, str], ...] = ()
    insets: tuple[Inset, ...] = ()

    @property
    def said(self) -> str:
        """What Word shows of it in the line itself."""
        return "".join(run.text for run in self.runs)

    def __add__(self, other: "Stroke") -> "Stroke":
        before = len(self.said)
        moved = tuple(replace(fact, at=fact.at + before) if fact.at >= 0 else fact for fact in other.facts)
        return Stroke(
            self.xml + other.xml,
            self.runs + other.runs,
            self.facts + moved,
            self.media + other.media,
            self.comments + other.comments,
            self.insets + other.insets,
        )

    def __bool__(self) -> bool:
        return bool(self.xml)


def write(
    text: str,
    *,
    size: float = 0,
    bold: bool = False,
    font: str = "",
    underline: bool = False,
    colour: str = "",
    hidden: bool = False,
) -> Stroke:
    """Type words; a line break is a break within the paragraph."""
    if not text:
        return Stroke()
    style = (
        (f'<w:rFonts w:eastAsia="{font}" w:hint="eastAsia"/>' if font else "")
        + ("<w:b/>" if bold else "")
        + ("<w:vanish/>" if hidden else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{round(size * 2)}"/>' if size else "")
        + ('<w:u w:val="single"/>' if underline else "")
    )
    body = "".join(
        _MARKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in _PARTS.split(text) if part
    )
    xml = f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}{body}</w:r>"
    shown = () if hidden else (Run(text, size, bold, font, underline, colour),)
    return Stroke(xml, shown)


def states(field: str, value: Value, stroke: Stroke, *, key: str = "", quote: str = "", legible: bool = True) -> Stroke:
    """Say which fact a piece states."""
    said = stroke.said
    words = quote or said.strip()
    fact = Stated(field, value, words, key, legible, said.find(words) if said else -1)
    return replace(stroke, facts=(*stroke.facts, fact))


def inserted(stroke: Stroke) -> Stroke:
    """A tracked insertion that nobody has accepted."""
    return replace(stroke, xml=f"<w:ins {_by(stroke.said)}>{stroke.xml}</w:ins>")


def deleted(text: str) -> Stroke:
    """A tracked deletion that is still in the file."""
    return Stroke(f'<w:del {_by(text)}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>')


def commented(stroke: Stroke, remark: str) -> Stroke:
    """A reviewer's comment in the margin."""
    number = zlib.crc32((stroke.said + remark).encode()) % 900_000
    xml = (
        f'<w:commentRangeStart w:id="{number}"/>{stroke.xml}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )
    return replace(stroke, xml=xml, comments=(*stroke.comments, (number, remark)))


def controlled(stroke: Stroke, title: str) -> Stroke:
    """A content control with words in it."""
    xml = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(title)}"/><w:id w:val="{number_of(title + stroke.said)}"/></w:sdtPr>'
        f"<w:sdtContent>{stroke.xml}</w:sdtContent></w:sdt>"
    )
    return replace(stroke, xml=xml)


def check_control(title: str, *, on: bool) -> Stroke:
    """A content control one can click on."""
    box = "☑" if on else "□"
    state = int(on)
    xml = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(title)}"/><w:id w:val="{number_of(title)}"/><w14:checkbox>'
        f'<w14:checked w14:val="{state}"/><w14:checkedState w14:val="2611"/><w14:uncheckedState w14:val="25A1"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{box}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    return Stroke(xml, (Run(box),))


def symbol(code: str, shows: str) -> Stroke:
    """A letter of a symbol font, as old forms draw their boxes."""
    font = "Wingdings 2" if code == "F052" else "Wingdings"
    return Stroke(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', (Run(shows),))


def field_box(title: str, *, on: bool) -> Stroke:
    """The check box of an old form field."""
    xml = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check{number_of(title) % 1000}"/><w:enabled/>'
        '<w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>'
        f'<w:checked w:val="{int(on)}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return Stroke(xml, (Run("☑" if on else "□"),))


def page_number() -> Stroke:
    """The number of the page as a field."""
    return Stroke('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>', (Run("1", folio=True),))


def _by(text: str) -> str:
    return f'w:id="{number_of(text)}" w:author="审核" w:date="2026-06-01T09:00:00Z"'


def number_of(text: str) -> int:
    """A number that Word wants and nobody reads."""
    return zlib.crc32(text.encode()) % 2_000_000 + 1

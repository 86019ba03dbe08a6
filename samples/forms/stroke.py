"""Pieces of a Word paragraph that carry their truth along: the XML, the words it shows, and the facts they print.

Written as XML and not through a library, so that all that people leave behind in a form (tracked changes, symbols,
content controls, fields, hidden words) stands in it exactly as Word writes it. A piece does not know where it will
stand; the scroll that lays it down writes its facts into the ledger with their place.
"""

import re
import zlib
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from pipeline.model import Value
from samples.ink import png

_CM = 360_000
_PARTS = re.compile(r"([\n\t])")
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


@dataclass(frozen=True)
class Stated:
    """One fact with the words that state it."""

    field: str
    value: Value
    quote: str
    key: str = ""
    legible: bool = True


@dataclass(frozen=True)
class Stroke:
    """Something written on one line. `said` is what Word shows of it in the line itself."""

    xml: str = ""
    said: str = ""
    facts: tuple[Stated, ...] = ()
    media: tuple[tuple[str, bytes], ...] = ()
    comments: tuple[tuple[int, str], ...] = ()

    def __add__(self, other: "Stroke") -> "Stroke":
        return Stroke(
            self.xml + other.xml,
            self.said + other.said,
            self.facts + other.facts,
            self.media + other.media,
            self.comments + other.comments,
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
    return Stroke(xml, "" if hidden else text)


def states(field: str, value: Value, stroke: Stroke, *, key: str = "", quote: str = "", legible: bool = True) -> Stroke:
    """Say which fact a piece states."""
    fact = Stated(field, value, quote or stroke.said.strip(), key, legible)
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
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(title)}"/><w:id w:val="{_number(title + stroke.said)}"/></w:sdtPr>'
        f"<w:sdtContent>{stroke.xml}</w:sdtContent></w:sdt>"
    )
    return replace(stroke, xml=xml)


def check_control(title: str, *, on: bool) -> Stroke:
    """A content control one can click on."""
    box = "☑" if on else "□"
    state = int(on)
    xml = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(title)}"/><w:id w:val="{_number(title)}"/><w14:checkbox>'
        f'<w14:checked w14:val="{state}"/><w14:checkedState w14:val="2611"/><w14:uncheckedState w14:val="25A1"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{box}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    return Stroke(xml, box)


def symbol(code: str, shows: str) -> Stroke:
    """A letter of a symbol font, as old forms draw their boxes."""
    font = "Wingdings 2" if code == "F052" else "Wingdings"
    return Stroke(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', shows)


def field_box(title: str, *, on: bool) -> Stroke:
    """The check box of an old form field."""
    xml = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check{_number(title) % 1000}"/><w:enabled/>'
        '<w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>'
        f'<w:checked w:val="{int(on)}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return Stroke(xml, "☑" if on else "□")


def page_number() -> Stroke:
    """The number of the page as a field."""
    return Stroke('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>', "1")


def floating(picture: object, *, width: float, left: float, top: float) -> Stroke:
    """A picture in front of the text, such as a seal; in centimetres from where the line stands."""
    return _picture(png(picture), width, left, top, picture)


def inline(raw: bytes, *, width: float, height: float) -> Stroke:
    """A picture in the line, such as a chart."""
    name = _name(raw)
    size = f'cx="{round(width * _CM)}" cy="{round(height * _CM)}"'
    xml = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{_number(name)}" name="图片"/>{_graphic(name, size)}</wp:inline></w:drawing></w:r>'
    )
    return Stroke(xml, media=((name, raw),))


def text_box(inside: Stroke, *, width: float, height: float, left: float, top: float) -> Stroke:
    """A text box `top` below the edge of the page, once for new programs and once more for old ones, as Word does."""
    lines = f'<w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{inside.xml}</w:p></w:txbxContent>'
    extent = f'cx="{round(width * _CM)}" cy="{round(height * _CM)}"'
    new = (
        f"<w:drawing>{_anchor(left, top, extent, of='page')}<wp:wrapNone/>"
        f'<wp:docPr id="{_number(inside.said + "box")}" name="文本框"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
        f"<wps:txbx>{lines}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    place = f"margin-left:{left * 28.35:.0f}pt;margin-top:{top * 28.35:.0f}pt;mso-position-vertical-relative:page"
    old = (
        f'<w:pict><v:shape type="#_x0000_t202" style="position:absolute;{place};width:{width * 28.35:.0f}pt;'
        f'height:{height * 28.35:.0f}pt" stroked="f"><v:textbox>{lines}</v:textbox></v:shape></w:pict>'
    )
    xml = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    return Stroke(xml, "", inside.facts, inside.media, inside.comments)


def _picture(raw: bytes, width: float, left: float, top: float, picture: object) -> Stroke:
    name = _name(raw)
    high, wide = (getattr(picture, side) for side in ("height", "width"))
    size = f'cx="{round(width * _CM)}" cy="{round(width * high / wide * _CM)}"'
    xml = (
        f"<w:r><w:drawing>{_anchor(left, top, size)}<wp:wrapNone/>"
        f'<wp:docPr id="{_number(name + str(left))}" name="图片"/>{_graphic(name, size)}</wp:anchor></w:drawing></w:r>'
    )
    return Stroke(xml, media=((name, raw),))


def _anchor(left: float, top: float, extent: str, *, of: str = "paragraph") -> str:
    return (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">'
        f'<wp:posOffset>{round(left * _CM)}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{of}">'
        f"<wp:posOffset>{round(top * _CM)}</wp:posOffset></wp:positionV><wp:extent {extent}/>"
    )


def _graphic(name: str, size: str) -> str:
    return (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="{name}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic>"
    )


def _by(text: str) -> str:
    return f'w:id="{_number(text)}" w:author="审核" w:date="2026-06-01T09:00:00Z"'


def _name(raw: bytes) -> str:
    return f"p{zlib.crc32(raw):08x}"


def _number(text: str) -> int:
    return zlib.crc32(text.encode()) % 2_000_000 + 1

"""Pictures and text boxes in a paragraph: charts in the line, seals in front of it, titles in a box of their own."""

import io
import zlib
from typing import Any

from samples.forms.stroke import Inset, Stroke, number_of

_CM = 360_000


def floating(picture: Any, *, width: float, left: float, top: float, seal: str = "") -> Stroke:
    """A picture in front of the text, in centimetres from where the line stands; `seal` is what it says as a seal."""
    raw = _png(picture)
    name = _name(raw)
    height = width * picture.height / picture.width
    size = f'cx="{round(width * _CM)}" cy="{round(height * _CM)}"'
    number = number_of(name + str(left))
    xml = (
        f"<w:r><w:drawing>{_anchor(left, top, size)}<wp:wrapNone/>"
        f'<wp:docPr id="{number}" name="图片"/>{_graphic(name, size)}</wp:anchor></w:drawing></w:r>'
    )
    inset = Inset(width, height, left, top, "paragraph", picture=raw, seal=seal)
    return Stroke(xml, media=((name, raw),), insets=(inset,))


def inline(raw: bytes, *, width: float, height: float) -> Stroke:
    """A picture in the line, such as a chart."""
    name = _name(raw)
    size = f'cx="{round(width * _CM)}" cy="{round(height * _CM)}"'
    xml = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number_of(name)}" name="图片"/>{_graphic(name, size)}</wp:inline></w:drawing></w:r>'
    )
    return Stroke(xml, media=((name, raw),), insets=(Inset(width, height, picture=raw),))


def text_box(inside: Stroke, *, width: float, height: float, left: float, top: float) -> Stroke:
    """A text box `top` below the edge of the page, once for new programs and once more for old ones, as Word does."""
    lines = f'<w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{inside.xml}</w:p></w:txbxContent>'
    extent = f'cx="{round(width * _CM)}" cy="{round(height * _CM)}"'
    new = (
        f"<w:drawing>{_anchor(left, top, extent, of='page')}<wp:wrapNone/>"
        f'<wp:docPr id="{number_of(inside.said + "box")}" name="文本框"/><a:graphic>'
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
    box = Inset(width, height, left, top, "page", inside=inside)
    return Stroke(xml, media=inside.media, comments=inside.comments, insets=(box,))


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


def _name(raw: bytes) -> str:
    return f"p{zlib.crc32(raw):08x}"


def _png(picture: Any) -> bytes:
    """A file a tenth larger than the smallest, for a twentieth of the work."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()

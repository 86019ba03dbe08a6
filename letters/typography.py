"""How a Word paper looks: faces, sizes, lines and page numbers, in the few words that python-docx has none for."""

from collections.abc import Sequence
from typing import Any

FANG, HEI, KAI, SONG = "仿宋", "黑体", "楷体", "宋体"
BODY = 16.0  # points: 三号
LINE = 28.0


def set_styles(styles: Any) -> None:
    """Give the styles that an office edits with: body, title, two headings, and small print for captions and cells."""
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    for name, font, size in (
        ("Normal", FANG, BODY),
        ("Title", SONG, 22.0),
        ("Heading 1", HEI, BODY),
        ("Heading 2", KAI, BODY),
        ("Caption", SONG, 10.5),
    ):
        style = styles[name]
        face(style, font)
        style.font.size, style.font.bold, style.font.italic = points(size), name == "Title", False
        style.font.color.rgb = _black()
        spacing = style.paragraph_format
        spacing.space_before = spacing.space_after = points(0)
        spacing.line_spacing = points(LINE if size == BODY else size * 1.3)
        spacing.widow_control = True
    styles["Caption"].paragraph_format.line_spacing = 1.0
    styles["Title"].paragraph_format.alignment = 1
    styles["Title"].paragraph_format.keep_with_next = True
    for border in styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def page_number(line: Any, parts: Sequence[str], alignment: int, size: float) -> None:
    from docx.oxml import OxmlElement

    line.alignment = alignment
    spaced(line, loose=True)
    if alignment != 1:
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = points(size)
    for part in parts:
        for text, mark in _field(part) if part.isupper() else ((part, ""),):
            run = line.add_run("" if mark else text)
            run.font.size = points(size)
            face(run, SONG)
            if mark == "instrText":
                element = OxmlElement("w:instrText")
                element.text = text
                run._r.append(element)  # noqa: SLF001 - python-docx has no word for fields
            elif mark:
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), mark)
                run._r.append(element)  # noqa: SLF001 - the same


def _field(name: str) -> tuple[tuple[str, str], ...]:
    """The runs of a field, each of which carries its own size in every program."""
    return (("", "begin"), (name, "instrText"), ("", "separate"), ("1", ""), ("", "end"))


def indented(line: Any) -> None:
    """Indent the first line by two characters, whatever size the office gives them later."""
    indent = line._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - python-docx only knows lengths
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(int(BODY * 2 * 20)))


def spaced(line: Any, *, before: float = 0, after: float = 0, loose: bool = False) -> None:
    shape = line.paragraph_format
    shape.space_before, shape.space_after = points(before), points(after)
    if loose:
        shape.line_spacing = 1.0  # a fixed height would cut a picture off


def framed(shape: Any) -> None:
    """Draw a hairline around a picture, so that white paper on white paper has an edge."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    outline = f'<a:ln {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="A0A0A0"/></a:solidFill></a:ln>'
    next(shape._inline.iter(qn("pic:spPr"))).append(parse_xml(outline))  # noqa: SLF001 - python-docx draws no lines


def shade(cell: Any, colour: str) -> None:
    """Colour a cell. The standard wants the shading before the alignment, and Word holds to it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    cell._tc.get_or_add_tcPr().insert_element_before(shading, "w:vAlign")  # noqa: SLF001 - python-docx does not shade


def face(styled: Any, name: str) -> None:
    styled.font.name = "Times New Roman"
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:hint"), "eastAsia")


def drop_leftovers(document: Any) -> None:
    """The library's template carries a picture of another document and a second copy of all styles."""
    for rels in (document.package.rels, document.rels):
        for key in [key for key, link in rels.items() if link.reltype.endswith(("/thumbnail", "/stylesWithEffects"))]:
            rels.pop(key)


def qn(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _black() -> Any:
    from docx.shared import RGBColor

    return RGBColor(0, 0, 0)

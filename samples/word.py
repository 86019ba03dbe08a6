"""A Word document as an office writes it, saved to the same bytes every time."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from samples.ink import png
from samples.sheets import NOTE

_STAMP = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)
_SONG, _HEI = "宋体", "黑体"


class Word:
    """A .docx being written, A4, body text in 宋体."""

    def __init__(self, title: str, *, header: str = "", size: float = 12) -> None:
        import docx
        from docx.shared import Cm, Pt

        self.file: Any = docx.Document()
        _drop_leftovers(self.file.part)
        self.size = size
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.6)
        section.top_margin = section.bottom_margin = Cm(2.5)
        style = self.file.styles["Normal"]
        style.font.size = Pt(size)
        _face(style, _SONG)
        for level in (1, 2, 3):
            heading = self.file.styles[f"Heading {level}"]
            heading.font.size = Pt(18 - 2 * level)
            heading.font.color.rgb = None
            _face(heading, _HEI)
        if header:
            line = section.header.paragraphs[0]
            line.text, line.alignment = header, 1
        core = self.file.core_properties
        core.title, core.subject, core.author, core.last_modified_by, core.comments = title, NOTE, "", "", ""
        core.created = core.modified = _STAMP.replace(tzinfo=None)

    def title(self, text: str, *, size: float = 20, before: float = 6, after: float = 18) -> None:
        from docx.shared import Pt

        line = self.file.add_paragraph()
        line.alignment = 1
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
        run = line.add_run(text)
        run.bold, run.font.size = True, Pt(size)
        _face(run, _HEI)

    def heading(self, text: str, level: int = 1) -> None:
        self.file.add_heading(text, level)

    def body(self, text: str, *, indent: int = 2) -> Any:
        from docx.shared import Pt

        line = self.file.add_paragraph(text)
        shape = line.paragraph_format
        shape.first_line_indent, shape.line_spacing, shape.space_after = Pt(self.size * indent), 1.5, Pt(0)
        return line

    def sign(self, name: str, when: str, stamp: Any) -> None:
        """The name and the date at the lower right, with the seal across them."""
        from docx.shared import Pt

        for text, before in ((f"{name}（盖章）", 36.0), (when, 6.0)):
            line = self.body(text, indent=0)
            line.alignment = 2
            line.paragraph_format.space_before = Pt(before)
        self.stamp(line, stamp)

    def stamp(self, line: Any, picture: Any, *, width: float = 4.0, left: float = 10.0, top: float = -2.4) -> None:
        """Let a seal float in front of the text, `left` and `top` in centimetres from the line's own place."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls
        from docx.shared import Cm

        inline = line.add_run().add_picture(io.BytesIO(png(picture)), width=Cm(width))._inline  # noqa: SLF001 - python-docx has no floating pictures
        anchor = parse_xml(
            f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0"'
            ' relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{int(Cm(left))}</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{int(Cm(top))}</wp:posOffset></wp:positionV>'
            "</wp:anchor>"
        )
        for part in list(inline):
            anchor.append(part)
            if part.tag.endswith("}extent"):
                anchor.append(parse_xml(f"<wp:wrapNone {nsdecls('wp')}/>"))
        inline.getparent().replace(inline, anchor)

    def grid(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float = 10.5, heads: int = 0
    ) -> Any:
        """A ruled table, widths in centimetres. A cell `<` belongs to its left neighbour, `^` to the one above."""
        from docx.shared import Cm, Pt

        table = self.file.add_table(len(rows), len(widths), style="Table Grid")
        table.autofit, table.alignment = False, 1
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                if text not in {"<", "^"}:
                    bottom, right = _reach(rows, y, x)
                    cell = table.cell(y, x)
                    if (bottom, right) != (y, x):
                        cell = cell.merge(table.cell(bottom, right))
                    cell.width = Cm(sum(widths[x : right + 1]))
                    cell.vertical_alignment = 1
                    cell.text = text
                    for line in cell.paragraphs:
                        line.alignment = 1 if y < heads else 0
                        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(3)
                        for run in line.runs:
                            run.font.size, run.bold = Pt(size), (y < heads) or None
        return table

    def new_page(self) -> None:
        self.file.add_page_break()

    def bytes(self) -> bytes:
        raw = io.BytesIO()
        self.file.save(raw)
        return _fixed(raw.getvalue())


def _reach(rows: Sequence[Sequence[str]], y: int, x: int) -> tuple[int, int]:
    bottom, right = y, x
    while right + 1 < len(rows[y]) and rows[y][right + 1] == "<":
        right += 1
    while bottom + 1 < len(rows) and rows[bottom + 1][x] == "^":
        bottom += 1
    return bottom, right


def _face(styled: Any, name: str) -> None:
    from docx.oxml.ns import qn

    styled.font.name = "Times New Roman"
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), name)


def _drop_leftovers(document: Any) -> None:
    """The library's template carries a picture of another document and a second copy of all styles."""
    for rels in (document.package.rels, document.rels):
        for key in [key for key, link in rels.items() if link.reltype.endswith(("/thumbnail", "/stylesWithEffects"))]:
            rels.pop(key)


def _fixed(docx: bytes) -> bytes:
    """The same archive with the same moment on every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name), compresslevel=9)
    return out.getvalue()

"""Reads a Word file in document order: paragraphs, tables, text boxes, headers and pasted pictures.

Word has no pages, so the whole text is one `Page` without a number. Paragraphs of the body count from 1; headers,
footers and notes count on after them. A table's place is the paragraph before it, or the cell that holds it.
"""

import importlib.metadata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.files import container, word_parts, word_text
from extractors.files.pasted import needs_ocr, read_pasted
from extractors.files.word_text import attribute, blocks, count, has, local
from extractors.ink.ocr import OcrSettings
from pipeline.archive import FAULTS
from pipeline.model import (
    Cell,
    Disposition,
    InCell,
    InParagraph,
    Line,
    Method,
    Page,
    Place,
    Problem,
    Reader,
    Reading,
    Seal,
    SourceFile,
    Table,
)


@dataclass
class _Walk:
    """What has been gathered so far on the way through one file."""

    source: SourceFile
    ocr: OcrSettings | None
    by: Reader
    part: Any = None
    paragraphs: int = 0
    numbered: int = 0
    deleted: int = 0
    objects: int = 0
    unfilled: int = 0
    pictures: int = 0
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    seen_tables: list[Table] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    told: list[Disposition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, part: str, how: str, *, read: bool = True) -> None:
        self.told.append(Disposition(file=self.source.sha256, part=part, read=read, how=how))


def read_word(source: SourceFile, path: Path, ocr: OcrSettings | None) -> Reading:
    """Read a .docx; one that cannot be opened becomes a problem."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        if not word_parts.within_bounds(path):
            return Reading(file=source, problems=(_too_large(source),))
        document = docx.Document(str(path))
    except container.TooLarge:
        return Reading(file=source, problems=(_too_large(source),))
    except (container.Broken, PackageNotFoundError, SyntaxError, KeyError, NotImplementedError, *FAULTS):
        # a SyntaxError is broken XML, a KeyError a missing part, a ValueError a package that is not a Word text
        return Reading(file=source, problems=(_damaged(source),))
    walk = _Walk(source, ocr, Reader(name="python-docx", version=importlib.metadata.version("python-docx")))
    walk.part = document.part
    _read_blocks(walk, document.element.body, None)
    walk.tell("正文", f"Word 正文，{walk.paragraphs} 段、{len(walk.tables)} 个表格")
    _read_margins(walk, document)
    _read_notes(walk, document.part)
    _tell_attachments(walk, document)
    if walk.deleted:
        walk.tell("修订", f"修订中删除的 {walk.deleted} 个字未读，插入的文字已读", read=False)
    if walk.unfilled:
        walk.tell("内容控件", f"{walk.unfilled} 处未填写，占位的提示文字未读", read=False)
    if walk.objects:
        walk.tell("嵌入对象", f"正文中 {walk.objects} 处嵌入对象（公式或附件），未读", read=False)
    tables = (*walk.tables, *walk.seen_tables)  # those of pictures last: the places of the others count tables
    page = Page(number=None, lines=tuple(walk.lines), tables=tables, seals=tuple(walk.seals))
    return Reading(file=source, pages=(page,), dispositions=tuple(walk.told), problems=tuple(walk.problems))


def _read_margins(walk: _Walk, document: Any) -> None:
    """Headers and footers, each once: sections share them."""
    first = walk.paragraphs + 1
    done = set()
    for section in document.sections:
        for margin in (
            section.header, section.first_page_header, section.even_page_header,
            section.footer, section.first_page_footer, section.even_page_footer,
        ):  # fmt: skip
            if not margin.is_linked_to_previous and margin.part.partname not in done:
                done.add(margin.part.partname)
                walk.part = margin.part
                _read_blocks(walk, margin._element, None)  # noqa: SLF001 - python-docx has no public way to the XML
    if walk.paragraphs >= first:
        walk.tell("页眉页脚", f"已读，编为第 {first} 至 {walk.paragraphs} 段")


def _read_notes(walk: _Walk, part: Any) -> None:
    """Footnotes and endnotes are print: their paragraphs count on after the margins. Remarks of reviewers are not."""
    for kind, title in (("footnotes", "脚注"), ("endnotes", "尾注")):
        for held, root in _roots(walk, part, kind, title):
            walk.part, first = held, walk.paragraphs + 1
            found = [_read_blocks(walk, note, None) for note in word_parts.notes(root)]
            if found:
                walk.tell(title, f"{len(found)} 条，已读，编为第 {first} 至 {walk.paragraphs} 段")
    for _, root in _roots(walk, part, "comments", "批注"):
        for at, (author, words) in enumerate(word_parts.comments(root), 1):
            walk.tell(f"批注 {at}", f"{author or '佚名'}批注，不是材料正文，不用作依据：{words}")


def _roots(walk: _Walk, part: Any, kind: str, title: str) -> Iterator[tuple[Any, Any]]:
    """The parts of one kind with their XML; a torn one is told and passed over."""
    from docx.oxml import parse_xml

    for held in word_parts.related(part, kind):
        try:
            yield held, parse_xml(held.blob)
        except (SyntaxError, ValueError):
            walk.tell(title, "已损坏，未读", read=False)
            walk.problems.append(_damaged(walk.source, title))


def _tell_attachments(walk: _Walk, document: Any) -> None:
    """Files that hang in the text are named one by one; those that hold a paper of their own are a problem."""
    for at, held in enumerate(word_parts.attachments(document.part), 1):
        part = f"{held.what} {at}（{held.name}）"
        walk.tell(part, "未读", read=False)
        if held.is_paper:
            walk.problems.append(
                Problem(
                    code="embedded_document",
                    file=walk.source.name,
                    what=f"Word 中嵌有{held.what} {held.name}，未读",
                    next_step="请把嵌入的文件单独提交。",
                )
            )


def _read_blocks(walk: _Walk, element: Any, cell: Place | None) -> list[str]:
    """Read paragraphs and tables in order; inside a cell the shown words come back instead of becoming lines."""
    said = []
    for block in blocks(element):
        if local(block) == "p":
            if cell is None:
                walk.paragraphs += 1
            place = cell or InParagraph(paragraph=walk.paragraphs)
            shown = _read_paragraph(walk, block, place)
            if cell is None:
                _say(walk, shown, place, Method.WORD)
            elif shown.strip():
                said.append(shown)
        elif local(block) == "tbl":
            _read_table(walk, block, cell)
    return said


def _read_paragraph(walk: _Walk, paragraph: Any, place: Place) -> str:
    found = word_text.words(paragraph)
    walk.deleted += found.deleted
    walk.objects += found.objects
    walk.unfilled += found.unfilled
    _say(walk, "".join(found.hidden), place, Method.HIDDEN)
    for picture in found.pictures:
        _read_embedded(walk, picture, place)
    for box in found.boxes:
        for block in blocks(box):
            if local(block) == "p":
                _say(walk, _read_paragraph(walk, block, place), place, Method.WORD)
            elif local(block) == "tbl":
                _read_table(walk, block, place)
    return "".join(found.shown)


def _say(walk: _Walk, text: str, place: Place, method: Method) -> None:
    walk.lines += [
        Line(text=line.strip(), place=place, method=method, reader=walk.by) for line in text.split("\n") if line.strip()
    ]


def _read_table(walk: _Walk, table: Any, outer: Place | None) -> None:
    walk.numbered += 1
    number, before = walk.numbered, walk.paragraphs
    at = len(walk.tables)  # nested tables are finished first, and still come after the table that holds them
    cells: list[Cell] = []
    open_above: dict[int, int] = {}
    kept = []
    for line in blocks(table):
        if local(line) == "tr" and has(line, "trPr/del"):
            gone = word_text.words(line)
            walk.deleted += gone.deleted + sum(len(word) for word in gone.shown)
        elif local(line) == "tr":
            kept.append(line)
    for row, line in enumerate(kept, 1):
        for column, span, piece in _slots(line):
            if attribute(piece, "tcPr/vMerge", "restart") != "restart" and column in open_above:
                index = open_above[column]
                cells[index] = cells[index].model_copy(update={"row_span": row - cells[index].row + 1})
                continue
            place = InCell(table=number, row=row, column=column)
            open_above[column] = len(cells)
            cells.append(
                Cell(
                    text="\n".join(_read_blocks(walk, piece, place)),
                    place=place,
                    method=Method.WORD,
                    reader=walk.by,
                    row=row,
                    column=column,
                    column_span=span,
                )
            )
    where = outer or (InParagraph(paragraph=before) if before else None)
    walk.tables.insert(at, Table(cells=tuple(cells), place=where))


def _slots(row: Any) -> Iterator[tuple[int, int, Any]]:
    """The cells of a row with the grid column each begins at and the columns it spans."""
    column = 1 + count(row, "trPr/gridBefore")
    for piece in blocks(row):
        if local(piece) == "tc":
            span = max(count(piece, "tcPr/gridSpan"), 1)
            yield column, span, piece
            column += span


def _read_embedded(walk: _Walk, relation: str, place: Place) -> None:
    """Every pasted picture is accounted for; one large enough to be a paper is read."""
    walk.pictures += 1
    part = f"图片 {walk.pictures}（{_where(place)}）"
    held = walk.part.rels.get(relation)
    if held is None or held.is_external:
        walk.tell(part, "图片不在文件之内，未读", read=False)
        return
    seen = read_pasted(held.target_part.blob, walk.ocr, place)
    walk.tell(part, seen.how, read=seen.read)
    walk.lines += seen.lines
    walk.seen_tables += seen.tables
    walk.seals += seen.seals
    if seen.unread_paper:
        walk.problems.append(needs_ocr(walk.source, part))


def _where(place: Place) -> str:
    if isinstance(place, InCell):
        return f"表 {place.table} 第 {place.row} 行第 {place.column} 列"
    return f"第 {place.paragraph} 段" if isinstance(place, InParagraph) else ""


def _damaged(source: SourceFile, part: str = "") -> Problem:
    return Problem(
        code="damaged_docx",
        file=source.name,
        what=f"Word 文件的{part}已损坏，读不出来" if part else "Word 文件已损坏或不是 .docx，打不开",
        next_step="请在 Word 或 WPS 中打开并另存为 .docx 或 PDF 后再提交。",
    )


def _too_large(source: SourceFile) -> Problem:
    return Problem(
        code="document_too_large",
        file=source.name,
        what="Word 文件解压后超过上限，没有打开",
        next_step="请压缩其中的图片或拆分文件，或另存为 PDF 后再提交。",
    )

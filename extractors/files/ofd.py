"""Reads OFD files (GB/T 33190): the text of each page where it stands, and the pictures on it.

OFD writes each character with its letter, so what is painted is what is read; a page that is a picture is read by OCR.
"""

from pathlib import Path

from extractors.files import container, ofd_book, pdf_lines, pdf_tables
from extractors.files.container import Parts
from extractors.files.pasted import Pasted, beside_known, needs_ocr, placing, read_pasted, read_stamp
from extractors.ink.ocr import OcrSettings
from pipeline.model import Box, Disposition, Line, Method, OnPage, Page, Problem, Reader, Reading, SourceFile

_BY = Reader(name="zishen-ofd", version="1")
_MOST_PAGES = 2000
_WORTH_READING = 0.08  # share of the page from which a picture among text may be a pasted paper


class _Desk:
    """What has been gathered on the way through one file."""

    def __init__(self, source: SourceFile, ocr: OcrSettings | None) -> None:
        self.source, self.ocr = source, ocr
        self.told: list[Disposition] = []
        self.problems: list[Problem] = []

    def tell(self, part: str, how: str, *, read: bool = True) -> None:
        self.told.append(Disposition(file=self.source.sha256, part=part, read=read, how=how))

    def trouble(self, code: str, what: str, next_step: str, page: int | None = None) -> None:
        self.problems.append(Problem(code=code, file=self.source.name, page=page, what=what, next_step=next_step))


def read_ofd(source: SourceFile, path: Path, ocr: OcrSettings | None) -> Reading:
    """Read an .ofd; one that cannot be opened becomes a problem."""
    desk = _Desk(source, ocr)
    pages: list[Page] = []
    try:
        with container.opened(path) as parts:
            if parts.has("Encryptions.xml"):
                desk.trouble("encrypted_document", "OFD 文件已加密，没有密码打不开", "请提交未加密的 OFD 或 PDF。")
            else:
                book = ofd_book.book(parts)
                pages += (
                    _read_leaf(desk, parts, book, leaf, number)
                    for number, leaf in enumerate(book.leaves[:_MOST_PAGES], 1)
                )
                _tell_rest(desk, book)
    except container.TooLarge:
        desk.trouble("document_too_large", "OFD 文件解压后超过上限，没有读完", "请拆分文件，或转换为 PDF 后再提交。")
    except (container.Broken, OSError):
        desk.trouble("damaged_ofd", "OFD 文件已损坏，打不开", "请重新导出，或转换为 PDF 后再提交。")
    if not pages and not desk.problems:
        desk.trouble("damaged_ofd", "OFD 文件里没有页面", "请重新导出，或转换为 PDF 后再提交。")
    return Reading(file=source, pages=tuple(pages), dispositions=tuple(desk.told), problems=tuple(desk.problems))


def _read_leaf(desk: _Desk, parts: Parts, book: ofd_book.Book, leaf: ofd_book.Leaf, number: int) -> Page:
    try:
        seen = ofd_book.shown(parts, book, leaf)
    except container.Broken:
        desk.tell(f"第 {number} 页", "页面损坏，未读", read=False)
        desk.trouble("damaged_ofd", "OFD 的这一页已损坏，读不出来", "请重新导出后再提交。", number)
        return Page(number=number)
    marks = seen.marks
    lines = [
        Line(text=text, place=OnPage(page=number, box=marks.box(edges)), method=Method.TEXT_LAYER, reader=_BY)
        for text, edges in pdf_lines.lines(marks.glyphs, marks.rules)
    ]
    tables = pdf_tables.tables(number, marks, lines, _BY)
    away = f"；页面以外的 {marks.outside} 个字未采用" if marks.outside else ""
    if lines or not seen.parts:
        desk.tell(f"第 {number} 页", f"文字层，{len(lines)} 行{away}" if lines or marks.drawn else "空白页")
    if seen.cut:
        desk.trouble("document_too_large", "OFD 的这一页内容超过上限，没有读完", "请转换为 PDF 后再提交。", number)
    boxes = [line.place.box for line in lines if isinstance(line.place, OnPage)]
    papers = [
        _read_picture(desk, parts, part, marks.box(edges), number, at)
        for at, (part, edges) in enumerate(zip(seen.parts, marks.pictures, strict=True), 1)
    ]
    for paper in papers:
        lines += beside_known(paper.lines, boxes)  # what stands in the text layer at the same place is left to it
    return Page(
        number=number,
        width=marks.sheet.width,
        height=marks.sheet.height,
        lines=tuple(lines),
        tables=(*tables, *(table for paper in papers for table in paper.tables)),
        seals=tuple(seal for paper in papers for seal in paper.seals),
    )


def _read_picture(desk: _Desk, parts: Parts, part: str, area: Box, number: int, at: int) -> Pasted:
    name = f"第 {number} 页图片 {at}"
    share = (area.right - area.left) * (area.bottom - area.top)
    if not parts.has(part):
        seen = Pasted("图片不在文件之内，未读")
        desk.trouble("damaged_ofd", f"{name}不在文件之内，读不出来", "请重新导出，或转换为 PDF 后再提交。", number)
    elif share < _WORTH_READING:
        seen = read_stamp(parts.content(part), desk.ocr, OnPage(page=number, box=area))
    else:
        seen = read_pasted(parts.content(part), desk.ocr, placing(area, number), is_page=True)
    desk.tell(name, seen.how, read=seen.read)
    if seen.unread_paper and desk.ocr is None:
        desk.problems.append(needs_ocr(desk.source, name).model_copy(update={"page": number}))
    elif seen.unread_paper:
        desk.trouble("damaged_picture", f"{name}的图片格式读不了", "请转换为 PDF 后再提交。", number)
    return seen


def _tell_rest(desk: _Desk, book: ofd_book.Book) -> None:
    for name in book.seals:
        desk.tell(f"电子签章（{name}）", "未验证", read=False)
    for name in book.attachments:
        desk.tell(f"内嵌附件（{name}）", "未读", read=False)
        desk.trouble("embedded_document", f"OFD 中嵌有附件 {name}，未读", "请把附件单独提交。")
    if len(book.leaves) > _MOST_PAGES:
        desk.trouble("document_too_large", f"OFD 超过 {_MOST_PAGES} 页，其后的页未读", "请拆分后再提交。")

"""Reads a PDF page by page: its text layer where it can be trusted, the picture of the page where not."""

import functools
import importlib.metadata
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.files import pdf_lines, pdf_tables, pdf_trust
from extractors.files.pdf_marks import Edges, Marks, marks
from extractors.files.pdf_pictures import FILLS_PAGE, read_area, read_drawn, reading_scale, render, upright
from extractors.files.pdf_seals import seals
from extractors.ink.ocr import OcrSettings, read_picture
from extractors.ink.seen import Seen, Turn
from pipeline.model import (
    Disposition,
    Line,
    Method,
    OnPage,
    Page,
    Problem,
    Reader,
    Reading,
    SourceFile,
)

if TYPE_CHECKING:
    from PIL.Image import Image

_FEW = 50  # glyphs over a scan: a watermark or a stamp, not the page's text
_MISSING = 0.05  # share of characters that the font gives no letter for; a few are bullets
_NO_LETTER = re.compile("[\ue000-\uf8ff\N{REPLACEMENT CHARACTER}]")  # private signs, and the mark for no character
_GARBLED = 0.2  # share of glyphs without a meaning: the font names no characters

# Attachments that may be papers; others are data that programs leave for programs.
_PAPERS = frozenset(
    (".pdf", ".ofd", ".doc", ".docx", ".wps", ".rtf", ".xls", ".xlsx", ".et", ".jpg", ".jpeg", ".png", ".tif", ".zip")
)
_OVER_A_SCAN = "整页图片上另有文字层以外的字迹"
_SURE, _NEW_LINES = 0.8, 3  # lines read with this confidence that the text layer has not: the picture is the page

Printed = Sequence[tuple[str, Edges]]


def read_pdf(source: SourceFile, path: Path, ocr: OcrSettings | None) -> Reading:
    """Read every page; what cannot be opened becomes a problem."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        return Reading(file=source, problems=(_locked(source) if locked else _damaged(source),))
    pages: list[Page] = []
    told: list[Disposition] = []
    problems: list[Problem] = []
    with document:
        document.init_forms()
        for number in range(1, len(document) + 1):
            try:
                page, parts, faults = _read_page(source, _opened(document, number), number, ocr)
            except pypdfium2.PdfiumError:
                told.append(_part(source, f"第 {number} 页", "页面损坏，未读", read=False))
                problems.append(_damaged(source, number))
                continue
            pages.append(page)
            told += parts
            problems += faults
        for index in range(document.count_attachments()):
            name = document.get_attachment(index).get_name()
            told.append(_part(source, f"内嵌附件 {name}", "PDF 内嵌附件，未读；如需审查请单独提交", read=False))
            if Path(name).suffix.lower() in _PAPERS:
                problems.append(_attached(source, name))
    if not pages and not problems:
        problems.append(_damaged(source))
    return Reading(file=source, pages=tuple(pages), dispositions=tuple(told), problems=tuple(problems))


def picture(path: Path, number: int, turned: Turn = 0, width: int | None = None) -> "Image":
    """One page as it stands upright, `width` pixels wide or at reading resolution."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        page = _opened(document, number)
        side = page.get_height() if turned in {90, 270} else page.get_width()
        return render(page, width / side if width else reading_scale(page)).rotate(-turned, expand=True)


def _opened(document: Any, number: int) -> Any:
    """A page with its form fields, stamps and notes made part of it, so that they are read and drawn like print."""
    import pypdfium2.raw as pdfium

    page = document[number - 1]
    if pdfium.FPDFPage_GetAnnotCount(page) == 0:
        return page
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def _read_page(
    source: SourceFile, page: Any, number: int, ocr: OcrSettings | None
) -> tuple[Page, list[Disposition], list[Problem]]:
    found = marks(page)
    part = f"第 {number} 页"
    reason = _why_not_text(found)
    printed = [] if reason else pdf_lines.lines(found.glyphs, found.rules)
    if reason is None:
        doubt = _doubt(page, found, printed)
        seen = _settled(page, number, found, printed, doubt, ocr) if doubt and ocr else None
        if seen is None:
            return _text_page(source, page, number, found, printed, ocr, doubt)
        reason = f"{doubt}，核对后不采信"
    elif ocr and (found.pictures or found.drawn or found.glyphs or found.unnamed):
        seen = _read_by_eye(page, number, ocr)
    else:
        seen = None
    width, height = page.get_size()
    if not found.pictures and not found.drawn and not found.glyphs and not found.unnamed:
        return Page(number=number, width=width, height=height), [_part(source, part, "空白页")], []
    if seen is None:
        told = [_part(source, part, f"{reason}；文字识别未启用，未读", read=False)]
        return Page(number=number, width=width, height=height), told, [_needs_ocr(source, number)]
    if seen.turned in {90, 270}:
        width, height = height, width
    turn = f"，页面转正 {seen.turned} 度" if seen.turned else ""
    told = [_part(source, part, f"{reason}；按图像识别，得 {len(seen.lines)} 行{turn}")]
    done = Page(
        number=number,
        width=width,
        height=height,
        turned=seen.turned,
        lines=seen.lines,
        tables=seen.tables,
        seals=seen.seals,
    )
    return done, told, []


def _read_by_eye(page: Any, number: int, ocr: OcrSettings) -> Seen:
    return read_picture(render(page, reading_scale(page)), ocr, lambda box, _: OnPage(page=number, box=box))


def _why_not_text(found: Marks) -> str | None:
    """Why the text layer cannot stand for the page, or None when it can."""
    ink = "".join("".join(glyph.text for glyph in found.glyphs).split())
    covered = sum(found.share(one) for one in found.pictures)
    if not ink:
        return "没有文字层"
    if covered >= FILLS_PAGE and found.invisible:
        return "整页扫描，隐形文字层不采信"
    if covered >= FILLS_PAGE and len(ink) < _FEW:
        return "整页扫描，只叠加少量文字"
    if found.unnamed > _MISSING * (len(ink) + found.unnamed):
        return "文字层缺字"
    return "文字层乱码" if len(_NO_LETTER.findall(ink)) > _GARBLED * len(ink) else None


def _doubt(page: Any, found: Marks, printed: Printed) -> str | None:
    """Why the text layer is looked at twice, or None: then no ink is looked at."""
    if sum(found.share(one) for one in found.pictures) >= FILLS_PAGE and pdf_trust.has_ink_elsewhere(
        found, lambda scale: upright(page, found, scale)
    ):
        return _OVER_A_SCAN
    return pdf_trust.doubt(found) if printed else None


def _settled(page: Any, number: int, found: Marks, printed: Printed, doubt: str, ocr: OcrSettings) -> Seen | None:
    """The page as it is read from its ink, when the ink does not bear out the text layer."""
    if doubt != _OVER_A_SCAN:
        some = pdf_trust.sample(printed)
        if not some.boxes:
            return None
        strips = pdf_trust.strips(upright(page, found), found, some.boxes)
        seen = read_picture(strips, ocr, lambda box, _: OnPage(page=number, box=box))
        if pdf_trust.agrees(some.words, "".join(line.text for line in seen.lines)):
            return None
        return _read_by_eye(page, number, ocr)
    seen = _read_by_eye(page, number, ocr)
    known = pdf_trust.letters("".join(text for text, _ in printed))
    new = [line for line in seen.lines if line.confidence > _SURE and not pdf_trust.letters(line.text) <= known]
    return seen if len(new) >= _NEW_LINES else None


def _text_page(
    source: SourceFile,
    page: Any,
    number: int,
    found: Marks,
    printed: Printed,
    ocr: OcrSettings | None,
    doubt: str | None,
) -> tuple[Page, list[Disposition], list[Problem]]:
    by = _by()
    lines = [
        Line(text=text, place=OnPage(page=number, box=found.box(edges)), method=Method.TEXT_LAYER, reader=by)
        for text, edges in printed
    ]
    tables = pdf_tables.tables(number, found, lines, by)
    notes = [
        f"页面以外的 {found.outside} 个字未采用" if found.outside else "",
        f"隐形的 {found.unseen} 个字不采信" if found.unseen else "",
        f"{found.unnamed} 个字没有编码，未读" if found.unnamed else "",
        "" if not doubt else f"{doubt}，经核对印面可以采信" if ocr else f"{doubt}，未能核对",
    ]
    told = [_part(source, f"第 {number} 页", "；".join((f"文字层，{len(lines)} 行", *filter(None, notes))))]
    faults = [_doubtful(source, number, doubt)] if doubt and not ocr else []
    areas = [
        (f"图片 {index}", read_area(page, number, found, edges, grain, ocr))
        for index, (edges, grain) in enumerate(zip(found.pictures, found.grains, strict=True), 1)
    ]
    if drawn := pdf_trust.drawn_letters(found):
        known = [edges for _, edges in printed]
        areas.append(("曲线图形", read_drawn(page, number, found, drawn, known, ocr)))
    for name, seen in areas:
        lines += seen.lines
        tables += seen.tables
        told.append(_part(source, f"第 {number} 页{name}", seen.how, read=bool(seen.lines)))
        if seen.unread_paper:
            faults.append(_needs_ocr(source, number, f"这一页的{name}可能是证照或文字"))
    sheet = found.sheet
    stamps = seals(page, number, found, ocr) if ocr else ()
    if stamps:
        told.append(_part(source, f"第 {number} 页印章", f"找到印章 {len(stamps)} 枚"))
    done = Page(
        number=number,
        width=sheet.width,
        height=sheet.height,
        turned=found.turned,
        lines=tuple(lines),
        tables=tables,
        seals=stamps,
    )
    return done, told, faults


@functools.cache
def _by() -> Reader:
    return Reader(name="pypdfium2", version=importlib.metadata.version("pypdfium2"))


def _part(source: SourceFile, part: str, how: str, *, read: bool = True) -> Disposition:
    return Disposition(file=source.sha256, part=part, read=read, how=how)


def _locked(source: SourceFile) -> Problem:
    return Problem(
        code="encrypted_pdf", file=source.name, what="PDF 已加密，没有密码打不开", next_step="请提交未加密的 PDF。"
    )


def _attached(source: SourceFile, name: str) -> Problem:
    what = f"PDF 中嵌有附件 {name}，未读"
    return Problem(code="embedded_document", file=source.name, what=what, next_step="请把附件单独提交。")


def _damaged(source: SourceFile, page: int | None = None) -> Problem:
    what = "PDF 的这一页已损坏，读不出来" if page else "PDF 已损坏，打不开"
    return Problem(code="damaged_pdf", file=source.name, page=page, what=what, next_step="请重新导出或扫描后再提交。")


def _doubtful(source: SourceFile, page: int, doubt: str) -> Problem:
    return Problem(
        code="doubtful_text_layer",
        file=source.name,
        page=page,
        what=f"这一页{doubt}，而文字识别未启用，无法与印面核对",
        next_step="请启用文字识别后重新审查，或由人工对照原件。",
    )


def _needs_ocr(source: SourceFile, page: int, what: str = "这一页是扫描图像") -> Problem:
    return Problem(
        code="needs_ocr",
        file=source.name,
        page=page,
        what=f"{what}，而文字识别未启用",
        next_step="请启用文字识别后重新审查，或由人工查看原件。",
    )

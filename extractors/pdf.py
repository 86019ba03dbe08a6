"""Reads a PDF page by page: its text layer where it can be trusted, the picture of the page where not."""

import functools
import importlib.metadata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors import pdf_lines, pdf_tables
from extractors.ocr import OcrSettings, Turn, read_picture, turn_box
from extractors.pdf_marks import Edges, Marks, marks
from pipeline.model import (
    Box,
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

_DPI = 200
_LONGEST_SIDE = 4000  # pixels; a poster is rendered coarser
_FILLS_PAGE = 0.7  # share of the page that makes a picture the page itself
_WORTH_READING = 0.08  # share from which a picture on a text page may be a pasted paper
_FEW = 50  # glyphs over a scan: a watermark or a stamp, not the page's text
_GARBLED = 0.2  # share of glyphs without a meaning: the font names no characters


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
        return _render(page, width / side if width else _reading_scale(page)).rotate(-turned, expand=True)


def _opened(document: Any, number: int) -> Any:
    """A page with its form fields, stamps and notes made part of it, so that they are read and drawn like print."""
    import pypdfium2.raw as pdfium

    page = document[number - 1]
    if pdfium.FPDFPage_GetAnnotCount(page) == 0:
        return page
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def _reading_scale(page: Any) -> float:
    width, height = page.get_size()
    return min(_DPI / 72, _LONGEST_SIDE / float(max(width, height)))


def _render(page: Any, scale: float) -> "Image":
    picture: Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return picture


def _read_page(
    source: SourceFile, page: Any, number: int, ocr: OcrSettings | None
) -> tuple[Page, list[Disposition], list[Problem]]:
    found = marks(page)
    part = f"第 {number} 页"
    reason = _why_not_text(found)
    if reason is None:
        read, told = _text_page(source, page, number, found, ocr)
        return read, told, []
    width, height = page.get_size()
    if not found.pictures and not found.drawn and not found.glyphs:
        return Page(number=number, width=width, height=height), [_part(source, part, "空白页")], []
    if ocr is None:
        told = [_part(source, part, f"{reason}；文字识别未启用，未读", read=False)]
        return Page(number=number, width=width, height=height), told, [_needs_ocr(source, number)]
    seen = read_picture(_render(page, _reading_scale(page)), ocr, lambda box, _: OnPage(page=number, box=box))
    if seen.turned in {90, 270}:
        width, height = height, width
    turn = f"，页面转正 {seen.turned} 度" if seen.turned else ""
    told = [_part(source, part, f"{reason}；按图像识别，得 {len(seen.lines)} 行{turn}")]
    return Page(number=number, width=width, height=height, turned=seen.turned, lines=seen.lines), told, []


def _why_not_text(found: Marks) -> str | None:
    """Why the text layer cannot stand for the page, or None when it can."""
    ink = [one.text for one in found.glyphs if one.text.strip()]
    covered = sum(found.share(one) for one in found.pictures)
    if not ink:
        return "没有文字层"
    if covered >= _FILLS_PAGE and found.invisible:
        return "整页扫描，隐形文字层不采信"
    if covered >= _FILLS_PAGE and len(ink) < _FEW:
        return "整页扫描，只叠加少量文字"
    garbled = sum(one == "\N{REPLACEMENT CHARACTER}" or "\ue000" <= one <= "\uf8ff" for one in ink)
    return "文字层乱码" if garbled > _GARBLED * len(ink) else None


def _text_page(
    source: SourceFile, page: Any, number: int, found: Marks, ocr: OcrSettings | None
) -> tuple[Page, list[Disposition]]:
    by = _by()
    lines = [
        Line(text=text, place=OnPage(page=number, box=found.box(edges)), method=Method.TEXT_LAYER, reader=by)
        for text, edges in pdf_lines.lines(found.glyphs, found.rules)
    ]
    note = f"；页面以外的 {found.outside} 个字未采用" if found.outside else ""
    told = [_part(source, f"第 {number} 页", f"文字层，{len(lines)} 行{note}")]
    tables = pdf_tables.tables(number, found, lines, by)
    for index, edges in enumerate(found.pictures, 1):
        pasted, what = _pasted(page, number, found, edges, ocr)
        lines += pasted
        told.append(_part(source, f"第 {number} 页图片 {index}", what, read=bool(pasted)))
    sheet = found.sheet
    done = Page(
        number=number, width=sheet.width, height=sheet.height, turned=found.turned, lines=tuple(lines), tables=tables
    )
    return done, told


def _pasted(page: Any, number: int, found: Marks, edges: Edges, ocr: OcrSettings | None) -> tuple[Sequence[Line], str]:
    """Read a picture that stands among text, if it is large enough to be a pasted paper."""
    share = found.share(edges)
    if share < _WORTH_READING:
        return (), "小图片（印章、标志或装饰），未读"
    if share >= _FILLS_PAGE:
        return (), "整页底图，未读；文字取自文字层"
    if ocr is None:
        return (), f"图片占页面 {share:.0%}；文字识别未启用，未读"
    area = found.box(edges)
    whole = _render(page, _reading_scale(page)).rotate(-found.turned, expand=True)
    width, height = whole.size
    crop = whole.crop(
        (round(area.left * width), round(area.top * height), round(area.right * width), round(area.bottom * height))
    )

    def place(box: Box, turned: Turn) -> OnPage:
        lying = turn_box(box, _BACK[turned])
        across, down = area.right - area.left, area.bottom - area.top
        return OnPage(
            page=number,
            box=Box(
                left=area.left + lying.left * across,
                top=area.top + lying.top * down,
                right=area.left + lying.right * across,
                bottom=area.top + lying.bottom * down,
            ),
        )

    seen = read_picture(crop, ocr, place)
    return seen.lines, f"图片占页面 {share:.0%}，按图像识别，得 {len(seen.lines)} 行"


@functools.cache
def _by() -> Reader:
    return Reader(name="pypdfium2", version=importlib.metadata.version("pypdfium2"))


_BACK: dict[Turn, Turn] = {0: 0, 90: 270, 180: 180, 270: 90}


def _part(source: SourceFile, part: str, how: str, *, read: bool = True) -> Disposition:
    return Disposition(file=source.sha256, part=part, read=read, how=how)


def _locked(source: SourceFile) -> Problem:
    return Problem(
        code="encrypted_pdf", file=source.name, what="PDF 已加密，没有密码打不开", next_step="请提交未加密的 PDF。"
    )


def _damaged(source: SourceFile, page: int | None = None) -> Problem:
    what = "PDF 的这一页已损坏，读不出来" if page else "PDF 已损坏，打不开"
    return Problem(code="damaged_pdf", file=source.name, page=page, what=what, next_step="请重新导出或扫描后再提交。")


def _needs_ocr(source: SourceFile, page: int) -> Problem:
    return Problem(
        code="needs_ocr",
        file=source.name,
        page=page,
        what="这一页是扫描图像，而文字识别未启用",
        next_step="请启用文字识别后重新审查，或由人工查看原件。",
    )

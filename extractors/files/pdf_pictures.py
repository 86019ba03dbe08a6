"""Draws the pages of a PDF, and reads what stands on a text page as a picture: pasted papers, drawn letters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.files.pasted import BACK, beside_known, placing
from extractors.files.pdf_marks import Edges, Marks
from extractors.ink.ocr import OcrSettings, read_picture, turn_box
from extractors.ink.seen import Seen
from pipeline.model import Box, Line, Table

if TYPE_CHECKING:
    from PIL.Image import Image

FILLS_PAGE = 0.7  # share of the page that makes a picture the page itself

_DPI, _COARSEST = 200, 150  # of a page, and of the coarsest picture on it
_LONGEST_SIDE = 4000  # pixels; a poster is rendered coarser
WHOLE = Box(left=0, top=0, right=1, bottom=1)
_WORTH_READING = 0.08  # share from which a picture on a text page may be a pasted paper


class AreaRead(NamedTuple):
    """What became of one picture among text. `unread_paper` says that it may be a paper, and nobody has looked."""

    how: str
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    unread_paper: bool = False


def reading_scale(page: Any) -> float:
    width, height = page.get_size()
    return min(_DPI / 72, _LONGEST_SIDE / float(max(width, height)))


def render(page: Any, scale: float, area: Box = WHOLE) -> "Image":
    width, height = page.get_size()
    cut = (area.left * width, (1 - area.bottom) * height, (1 - area.right) * width, area.top * height)
    picture: Image = page.render(scale=scale, crop=cut, may_draw_forms=False).to_pil()
    return picture


def upright(page: Any, found: Marks, scale: float | None = None, area: Box = WHOLE) -> "Image":
    """The page, or an area of it, as its text layer stands upright."""
    lying = turn_box(area, BACK[found.turned])
    return render(page, scale or reading_scale(page), lying).rotate(-found.turned, expand=True)


def read_area(page: Any, number: int, found: Marks, edges: Edges, grain: float, ocr: OcrSettings | None) -> AreaRead:
    """Read a picture that stands among text, if it is large enough to be a pasted paper.

    It is drawn in its own `grain`: finer than its page where a paper was pasted small, but no larger than a page is.
    """
    share = found.share(edges)
    if share < _WORTH_READING:
        return AreaRead("小图片（印章、标志或装饰），未读")
    if share >= FILLS_PAGE:
        return AreaRead("整页底图，未读；文字取自文字层")
    if ocr is None:
        return AreaRead(f"图片占页面 {share:.0%}；文字识别未启用，未读", unread_paper=True)
    fits = reading_scale(page) * max(page.get_size()) / max(edges.right - edges.left, edges.bottom - edges.top)
    seen = _read(page, number, found, edges, ocr, min(max(grain, _COARSEST / 72), fits))
    return AreaRead(f"图片占页面 {share:.0%}，按图像识别，得 {len(seen.lines)} 行", seen.lines, seen.tables)


def read_drawn(
    page: Any, number: int, found: Marks, edges: Edges, known: Sequence[Edges], ocr: OcrSettings | None
) -> AreaRead:
    """Read letters that were turned into drawings; what the text layer has there as well is left to it."""
    if ocr is None:
        return AreaRead("可能是转成曲线的文字；文字识别未启用，未读", unread_paper=True)
    lines = beside_known(_read(page, number, found, edges, ocr).lines, [found.box(one) for one in known])
    return AreaRead(f"按图像识别，得文字层以外 {len(lines)} 行", lines)


def _read(page: Any, number: int, found: Marks, edges: Edges, ocr: OcrSettings, scale: float | None = None) -> Seen:
    area = found.box(edges)
    return read_picture(upright(page, found, scale, area), ocr, placing(area, number))

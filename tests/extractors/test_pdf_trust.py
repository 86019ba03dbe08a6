"""A text layer is believed only as far as its ink bears it out; sound pages are believed without being looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from fpdf import FPDF
from PIL import Image

from extractors.files import pdf_trust
from extractors.files.pdf import read_pdf
from extractors.ink.ocr import OcrSettings
from pipeline.model import Media, Method, Page, Reading, SourceFile
from tests.extractors.raw_pdf import raw_pdf, raw_stream

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]
Scan = Callable[..., Image.Image]

_PRINTED = ("QUALITY AWARD OFFICE", "REGISTERED CAPITAL", "BUSINESS LICENCE NUMBER")
_SCANNED = {(80, 80): "统一社会信用代码", (80, 180): "91310000MA1FL0000X", (80, 280): "青石精密机械（示例）有限公司"}


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def misnamed(first: int) -> bytes:
    """Three lines of Latin print whose font calls its letters A to Z by 26 other characters, from `first` on."""
    content = b"BT /F 24 Tf " + b"".join(
        b"1 0 0 1 50 %d Tm (%s) Tj " % (700 - 60 * row, line.encode()) for row, line in enumerate(_PRINTED)
    ) + b"ET"  # fmt: skip
    names = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
    names += b" 1 beginbfrange <41> <5A> <%04X> endbfrange endcmap end" % first
    return raw_pdf(content, b"", b"/ToUnicode 6 0 R", raw_stream(names))


def how(reading: Reading) -> str:
    return reading.dispositions[0].how


@pytest.mark.parametrize(
    ("first", "why"),
    [(0x7E15, "文字层多为生僻字"), (0x00C0, "文字层多为异常字母"), (0xE041, "文字层乱码"), (0x0010, "文字层缺字")],
)
def test_wrongly_named_characters_are_read_from_their_ink(file: File, ocr: OcrSettings, first: int, why: str) -> None:
    """Rare characters, accented letters, private signs, no characters at all; the print itself is legible."""
    reading = read_pdf(*file("a.pdf", misnamed(first), Media.PDF), ocr)
    assert texts(reading.pages[0]) == list(_PRINTED)
    assert {line.method for line in reading.pages[0].lines} == {Method.OCR}
    assert how(reading).startswith(why)
    assert reading.problems == ()


def test_a_doubt_that_cannot_be_settled_is_a_problem(file: File) -> None:
    reading = read_pdf(*file("a.pdf", misnamed(0x7E15), Media.PDF), None)
    assert [(problem.code, problem.page) for problem in reading.problems] == [("doubtful_text_layer", 1)]
    assert how(reading).endswith("文字层多为生僻字，未能核对")


def test_rare_characters_that_are_really_printed_are_believed(file: File, paper: FPDF, ocr: OcrSettings) -> None:
    """Traditional print: half of its characters are in no simplified table, and the ink says the same."""
    said = ["統一社會信用代碼證書", "質量獎評審委員會辦公室", "營業執照副本經營範圍"]
    for row, line in enumerate(said):
        paper.text(20, 30 + 12 * row, line)
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), ocr)
    assert texts(reading.pages[0]) == said
    assert {line.method for line in reading.pages[0].lines} == {Method.TEXT_LAYER}
    assert how(reading) == "文字层，3 行；文字层多为生僻字，经核对印面可以采信"


def test_a_sound_page_is_believed_without_being_looked_at(file: File, paper: FPDF) -> None:
    """No settings for OCR, and nothing is missing: neither a doubt nor a problem."""
    for row in range(20):
        paper.text(20, 20 + 10 * row, "本公司承诺申报材料真实有效，愿意承担相应的法律责任。")
    reading = read_pdf(*file("a.pdf", bytes(paper.output()), Media.PDF), None)
    assert (how(reading), reading.problems) == ("文字层，20 行", ())


def test_words_that_are_not_painted_beside_others_are_left_out(file: File) -> None:
    content = b"BT /F 12 Tf 1 0 0 1 50 700 Tm (printed) Tj 3 Tr 1 0 0 1 50 600 Tm (unseen) Tj ET"
    reading = read_pdf(*file("a.pdf", raw_pdf(content), Media.PDF), None)
    assert texts(reading.pages[0]) == ["printed"]
    assert how(reading) == "文字层，1 行；隐形的 6 个字不采信"


def test_a_scan_under_many_visible_stamps_is_read_as_a_scan(
    file: File, paper: FPDF, scan: Scan, ocr: OcrSettings
) -> None:
    """Sixty characters of stamps over a whole page of print: the print counts."""
    paper.image(scan(_SCANNED, (1000, 1414)), x=0, y=0, w=210, h=297)
    for row in range(6):
        paper.text(100, 120 + 20 * row, "仅供质量奖申报使用一")
    content = bytes(paper.output())
    reading = read_pdf(*file("a.pdf", content, Media.PDF), ocr)
    assert set(_SCANNED.values()) <= set(texts(reading.pages[0]))
    assert {line.method for line in reading.pages[0].lines} == {Method.OCR}
    unread = read_pdf(*file("a.pdf", content, Media.PDF), None)
    assert [problem.code for problem in unread.problems] == ["doubtful_text_layer"]


class _Drawing(BasePen):  # type: ignore[misc] # fontTools publishes no types
    """Letters of a font as the path operators of a page."""

    def __init__(self, glyphs: object, scale: float, x: float, y: float) -> None:
        super().__init__(glyphs)
        self.scale, self.x, self.y, self.said = scale, x, y, b""

    def _put(self, operator: bytes, *points: tuple[float, float]) -> None:
        for x, y in points:
            self.said += b"%.2f %.2f " % (self.x + x * self.scale, self.y + y * self.scale)
        self.said += operator + b"\n"

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - the library's names
        self._put(b"m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - the library's names
        self._put(b"l", pt)

    def _curveToOne(  # noqa: N802 - the library's names
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._put(b"c", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802 - the library's names
        self._put(b"h")


def outlined(font: Path, text: str) -> bytes:
    with TTFont(font) as held:
        names, glyphs, units = held.getBestCmap(), held.getGlyphSet(), held["head"].unitsPerEm
        said = b""
        for at, character in enumerate(text):
            pen = _Drawing(glyphs, 24 / units, 50 + 26 * at, 500)
            glyphs[names[ord(character)]].draw(pen)
            said += pen.said + b"f\n"
    return said


def test_letters_that_became_drawings_are_read_beside_the_text_layer(file: File, font: Path, ocr: OcrSettings) -> None:
    """A printer turned one font into shapes: the text layer has the heading only."""
    words = "法定代表人为石青注册资本五百万元"
    torn = raw_pdf(b"BT /F 24 Tf 1 0 0 1 50 700 Tm (LICENCE) Tj ET\n" + outlined(font, words))
    reading = read_pdf(*file("a.pdf", torn, Media.PDF), ocr)
    assert [(line.text, line.method) for line in reading.pages[0].lines] == [
        ("LICENCE", Method.TEXT_LAYER),
        (words, Method.OCR),
    ]
    assert ("第 1 页曲线图形", True) in [(told.part, told.read) for told in reading.dispositions]
    unread = read_pdf(*file("a.pdf", torn, Media.PDF), None)
    assert [problem.code for problem in unread.problems] == ["needs_ocr"]


@pytest.mark.parametrize(
    ("printed", "seen", "same"),
    [
        ("统一社会信用代码：91310000", "统一社会信用代码:9131OOO0", True),
        ("注册资本五百万元", "注册资本五百万", True),
        ("縕縖縗縘縙", "QUALI", False),
        ("注册资本", "", False),
    ],
)
def test_slips_of_ocr_are_no_contradiction(printed: str, seen: str, same: bool) -> None:
    assert pdf_trust.agrees(printed, seen) is same

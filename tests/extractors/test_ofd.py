"""An OFD file is read by the letters it paints, its pictures by their ink, and its tricks are refused."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from extractors.files.ofd import read_ofd
from extractors.ink.ocr import OcrSettings
from extractors.reading import read
from pipeline.model import Box, Media, Method, OnPage, Page, SourceFile

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]
Scan = Callable[..., Image.Image]

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_LICENCE = {(80, 80): "统一社会信用代码", (80, 180): "91310000MA1FL0000X", (80, 280): "青石精密机械（示例）有限公司"}


def text(words: str, x: float, y: float, size: float = 5, more: str = "", code: str = "") -> str:
    """One line of print whose boundary begins at x, y, in millimetres; Chinese letters are `size` wide."""
    steps = code or f'DeltaX="g {len(words) - 1} {size}"'
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {size * len(words)} {size}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.85}" {steps}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def picture(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<ofd:ImageObject ID="8" Boundary="{x} {y} {width} {height}" CTM="{width} 0 0 {height} 0 0" ResourceID="7"/>'
    )


def page(*objects: str, area: str = "", template: str = "") -> str:
    layer = f'<ofd:Content><ofd:Layer ID="5">{"".join(objects)}</ofd:Layer></ofd:Content>'
    return f"<ofd:Page {_NS}>{area}{template}{layer}</ofd:Page>"


def ofd(*pages: str, more: dict[str, str | bytes] | None = None, common: str = "", named: str = "") -> bytes:
    """An OFD of 200 by 100 millimetres a page, written part by part; picture 7 is Res/a.png."""
    told = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/{at}.xml"/>' for at in range(1, len(pages) + 1))
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{named}"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 200 100"
        f"</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>Res.xml</ofd:DocumentRes>{common}</ofd:CommonData>"
        f"<ofd:Pages>{told}</ofd:Pages><ofd:Attachments>Att.xml</ofd:Attachments>"
        "<ofd:Annotations>Notes.xml</ofd:Annotations></ofd:Document>",
        "Doc_0/Res.xml": f'<ofd:Res {_NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">'
        "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        **{f"Doc_0/Pages/{at}.xml": content for at, content in enumerate(pages, 1)},
        **(more or {}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


def png(image: Image.Image) -> bytes:
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def texts(read_page: Page) -> list[str]:
    return [line.text for line in read_page.lines]


def box(read_page: Page, words: str) -> Box:
    (place,) = [line.place for line in read_page.lines if line.text == words]
    assert isinstance(place, OnPage)
    return place.box


def test_words_are_read_with_their_place(file: File) -> None:
    """Four letters of 5 mm from 20 mm on a page of 200 by 100: a tenth to a fifth across."""
    reading = read(*file("执照.ofd", ofd(page(text("营业执照", 20, 50))), Media.OFD), None)
    (only,) = reading.pages
    assert texts(only) == ["营业执照"]
    assert (box(only, "营业执照").left, box(only, "营业执照").right) == pytest.approx((0.1, 0.2), abs=0.001)
    assert (box(only, "营业执照").top, box(only, "营业执照").bottom) == pytest.approx((0.5, 0.55), abs=0.001)
    assert (only.width, only.height) == pytest.approx((566.9, 283.5), abs=0.1)
    assert {line.method for line in only.lines} == {Method.TEXT_LAYER}
    assert [(told.part, told.how) for told in reading.dispositions] == [("第 1 页", "文字层，1 行")]
    assert reading.problems == ()


def test_letters_are_placed_by_their_steps_and_columns_stay_apart(file: File) -> None:
    """Two texts on one height, 60 mm apart; one of a single object that leaps 40 mm between its halves."""
    words = page(text("名称", 20, 20), text("青石机械", 100, 20), text("甲乙丙丁", 20, 50, code='DeltaX="5 45 5"'))
    (only,) = read_ofd(*file("a.ofd", ofd(words), Media.OFD), None).pages
    assert texts(only) == ["名称", "青石机械", "甲乙", "丙丁"]
    assert box(only, "丙丁").left == pytest.approx(70 / 200, abs=0.001)


def test_figures_set_wide_are_one_number(file: File) -> None:
    """Each figure takes a whole letter's step of 5 mm; a step of 10 mm leaves a gap."""
    words = page(text("500万元", 20, 20), text("1234", 20, 50, code='DeltaX="2.5 10 2.5"'))
    (only,) = read_ofd(*file("a.ofd", ofd(words), Media.OFD), None).pages
    assert texts(only) == ["500万元", "12", "34"]


def test_an_object_is_moved_by_its_own_matrix(file: File) -> None:
    """Twice as large and 10 mm further right inside its boundary at 20 mm."""
    words = page(text("营业执照", 20, 40, more='CTM="2 0 0 2 10 0"'))
    (only,) = read_ofd(*file("a.ofd", ofd(words), Media.OFD), None).pages
    assert (box(only, "营业执照").left, box(only, "营业执照").right) == pytest.approx((0.15, 0.35), abs=0.001)


def test_a_page_has_its_own_area_and_its_template(file: File) -> None:
    """The template prints the heading; the page is 100 by 100 and begins at 50, 0."""
    area = "<ofd:Area><ofd:PhysicalBox>50 0 100 100</ofd:PhysicalBox></ofd:Area>"
    leaf = page(text("正文内容", 60, 50), area=area, template='<ofd:Template TemplateID="3"/>')
    book = ofd(
        leaf,
        common='<ofd:TemplatePage ID="3" BaseLoc="Tpls/t.xml"/>',
        more={"Doc_0/Tpls/t.xml": page(text("质量奖申报表", 60, 10))},
    )
    (only,) = read_ofd(*file("a.ofd", book, Media.OFD), None).pages
    assert texts(only) == ["质量奖申报表", "正文内容"]
    assert box(only, "正文内容").left == pytest.approx(0.1, abs=0.001)


def test_blocks_composites_and_notes_are_opened_and_unseen_ones_are_not(file: File) -> None:
    composite = '<ofd:CompositeObject ID="6" Boundary="10 60 50 10" ResourceID="4"/>'
    unit = (
        f'<ofd:CompositeGraphicUnit ID="4" Width="50" Height="10"><ofd:Content>{text("复合图元", 0, 0)}</ofd:Content>'
    )
    note = f'<ofd:PageAnnot {_NS}><ofd:Annot><ofd:Appearance Boundary="100 80 50 10">{text("批注印章", 0, 0)}'
    book = ofd(
        page(
            f'<ofd:PageBlock ID="2">{text("内层文字", 10, 20)}</ofd:PageBlock>',
            text("不可见字", 10, 40, more='Visible="false"'),
            composite,
        ),
        more={
            "Doc_0/Res.xml": f"<ofd:Res {_NS}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnit>"
            "</ofd:CompositeGraphicUnits></ofd:Res>",
            "Doc_0/Notes.xml": f'<ofd:Annotations {_NS}><ofd:Page PageID="1"><ofd:FileLoc>Notes/1.xml</ofd:FileLoc>'
            "</ofd:Page></ofd:Annotations>",
            "Doc_0/Notes/1.xml": f"{note}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
        },
    )
    (only,) = read_ofd(*file("a.ofd", book, Media.OFD), None).pages
    assert texts(only) == ["内层文字", "复合图元", "批注印章"]
    assert box(only, "批注印章").left == pytest.approx(0.5, abs=0.001)


def test_a_ruled_table_gives_cells(file: File) -> None:
    """Two rows of two cells of 60 by 20 mm, drawn as level and upright strokes."""
    strokes = " ".join([f"M 0 {y} L 120 {y}" for y in (0, 20, 40)] + [f"M {x} 0 L {x} 40" for x in (0, 60, 120)])
    drawn = f"<ofd:AbbreviatedData>{strokes}</ofd:AbbreviatedData>"
    ruled = f'<ofd:PathObject ID="3" Boundary="20 20 120 40">{drawn}</ofd:PathObject>'
    words = [text("项目", 25, 28), text("金额", 85, 28), text("利润", 25, 48), text("五百万元", 85, 48)]
    (only,) = read_ofd(*file("a.ofd", ofd(page(ruled, *words)), Media.OFD), None).pages
    (grid,) = only.tables
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells] == [
        (1, 1, "项目"), (1, 2, "金额"), (2, 1, "利润"), (2, 2, "五百万元"),
    ]  # fmt: skip


def test_a_page_that_is_a_picture_is_read_by_its_ink(file: File, scan: Scan, ocr: OcrSettings) -> None:
    """The picture of 1000 by 700 fills 140 by 98 mm from 30, 1: its first line begins at 30 + 8% of 140."""
    book = ofd(page(picture(30, 1, 140, 98)), more={"Doc_0/Res/a.png": png(scan(_LICENCE))})
    reading = read_ofd(*file("a.ofd", book, Media.OFD), ocr)
    (only,) = reading.pages
    assert texts(only) == list(_LICENCE.values())
    assert {line.method for line in only.lines} == {Method.OCR}
    assert box(only, "统一社会信用代码").left == pytest.approx((30 + 0.08 * 140) / 200, abs=0.01)
    assert [(told.part, told.read) for told in reading.dispositions] == [("第 1 页图片 1", True)]


def test_print_over_a_picture_is_read_once(file: File, scan: Scan, ocr: OcrSettings) -> None:
    """The credit code stands in the picture and, at the same place, in the text layer."""
    code = _LICENCE[80, 180]
    step = 16 / 1000 * 140
    words = text(code, 30 + 0.08 * 140, 1 + 180 / 700 * 98, 32 / 700 * 98, code=f'DeltaX="g {len(code) - 1} {step}"')
    book = ofd(page(picture(30, 1, 140, 98), words), more={"Doc_0/Res/a.png": png(scan(_LICENCE))})
    (only,) = read_ofd(*file("a.ofd", book, Media.OFD), ocr).pages
    assert sorted(texts(only)) == sorted(_LICENCE.values())
    assert [line.method for line in only.lines if line.text == code] == [Method.TEXT_LAYER]


def test_without_ocr_a_picture_page_is_a_problem_and_a_seal_is_not(file: File, scan: Scan) -> None:
    content: dict[str, str | bytes] = {"Doc_0/Res/a.png": png(scan(_LICENCE))}
    large = read_ofd(*file("a.ofd", ofd(page(picture(30, 1, 140, 98)), more=content), Media.OFD), None)
    small = read_ofd(*file("b.ofd", ofd(page(picture(30, 1, 30, 30)), more=content), Media.OFD), None)
    assert [(problem.code, problem.page) for problem in large.problems] == [("needs_ocr", 1)]
    assert (small.problems, [told.read for told in small.dispositions]) == ((), [False])


def test_a_picture_in_a_format_nobody_reads_is_a_problem(file: File, ocr: OcrSettings) -> None:
    book = ofd(page(picture(30, 1, 140, 98)), more={"Doc_0/Res/a.png": b"\x97JB2 nothing"})
    reading = read_ofd(*file("a.ofd", book, Media.OFD), ocr)
    assert [(problem.code, problem.page) for problem in reading.problems] == [("damaged_picture", 1)]


def test_seals_and_attachments_are_named(file: File) -> None:
    book = ofd(
        page(text("营业执照", 20, 50)),
        named="<ofd:Signatures>Signs/list.xml</ofd:Signatures>",
        more={
            "Signs/list.xml": f'<ofd:Signatures {_NS}><ofd:Signature ID="1" BaseLoc="S_0/s.xml"/></ofd:Signatures>',
            "Doc_0/Att.xml": f'<ofd:Attachments {_NS}><ofd:Attachment ID="1" Name="原件.pdf"/></ofd:Attachments>',
        },
    )
    reading = read_ofd(*file("a.ofd", book, Media.OFD), None)
    assert [(told.part, told.read) for told in reading.dispositions] == [
        ("第 1 页", True), ("电子签章（S_0/s.xml）", False), ("内嵌附件（原件.pdf）", False),
    ]  # fmt: skip
    assert [problem.code for problem in reading.problems] == ["embedded_document"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("OFD.xml", "<ofd"),
        ("OFD.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'),
        ("OFD.xml", f"<ofd:OFD {_NS}/>"),
        ("Doc_0/Document.xml", "<ofd"),
        ("Doc_0/Pages/1.xml", "<ofd"),
    ],
)
def test_a_torn_or_tricky_part_is_a_problem_and_no_crash(file: File, name: str, content: str) -> None:
    reading = read_ofd(*file("坏.ofd", ofd(page(), more={name: content}), Media.OFD), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("damaged_ofd", "坏.ofd")]


def test_a_torn_page_does_not_sink_the_others(file: File) -> None:
    reading = read_ofd(*file("a.ofd", ofd("<ofd", page(text("第二页", 20, 20))), Media.OFD), None)
    assert [texts(one) for one in reading.pages] == [[], ["第二页"]]
    assert [(problem.code, problem.page) for problem in reading.problems] == [("damaged_ofd", 1)]


def test_a_locked_file_asks_for_an_open_one(file: File) -> None:
    reading = read_ofd(*file("密.ofd", ofd(page(), more={"Encryptions.xml": "<a/>"}), Media.OFD), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("encrypted_document", "密.ofd")]


def test_composites_that_call_themselves_end_and_are_told(file: File) -> None:
    call = '<ofd:CompositeObject ID="6" Boundary="1 1 9 9" ResourceID="4"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="4"><ofd:Content>{call * 9}</ofd:Content></ofd:CompositeGraphicUnit>'
    more: dict[str, str | bytes] = {
        "Doc_0/Res.xml": f"<ofd:Res {_NS}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
    }
    reading = read_ofd(*file("a.ofd", ofd(page(call), more=more), Media.OFD), None)
    assert [(problem.code, problem.page) for problem in reading.problems] == [("document_too_large", 1)]

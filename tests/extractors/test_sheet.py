"""A workbook is read as its sheets show it, and what a sheet hides is marked as hidden."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from extractors.files.sheet import read_sheet
from extractors.files.sheet_numbers import shown
from extractors.ink.ocr import OcrSettings
from extractors.reading import read
from pipeline.model import InCell, Media, Method, Page, SourceFile

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]
Scan = Callable[..., Image.Image]

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*targets: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="r{at}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


def workbook(
    *sheets: str, states: tuple[str, ...] = (), formats: tuple[str, ...] = (), words: tuple[str, ...] = (),
    more: dict[str, str | bytes] | None = None, properties: str = "",
) -> bytes:  # fmt: skip
    """An .xlsx written part by part; cell style n has format n - 1 of `formats`, style 0 is General."""
    own = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
    named = "".join(
        f'<sheet name="表{at}" sheetId="{at}" state="{state}" r:id="r{at}"/>'
        for at, state in enumerate([*states, *["visible"] * (len(sheets) - len(states))], 1)
    )
    targets = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {_MAIN} {_R}>{properties}<sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *targets, ("styles", "styles.xml"), ("sharedStrings", "/xl/sharedStrings.xml")
        ),
        "xl/styles.xml": f"<styleSheet {_MAIN}><numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst {_MAIN}>" + "".join(f"<si>{word}</si>" for word in words) + "</sst>",
        **{
            f"xl/worksheets/sheet{at}.xml": f"<worksheet {_MAIN} {_R}>{sheet}</worksheet>"
            for at, sheet in enumerate(sheets, 1)
        },
        **(more or {}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


def data(*rows: str) -> str:
    return "<sheetData>" + "".join(rows) + "</sheetData>"


def said(text: str, at: str = "") -> str:
    place = f' r="{at}"' if at else ""
    return f'<c{place} t="inlineStr"><is><t>{text}</t></is></c>'


def texts(page: Page) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for table in page.tables for cell in table.cells if cell.text}


def test_a_table_keeps_the_rows_and_columns_of_its_sheet(file: File) -> None:
    """A statement that begins at B3: the label of row 4 and its value, both where Excel names them."""
    sheet = data(
        f'<row r="3">{said("项目", "B3")}{said("2024年", "C3")}</row>',
        '<row r="4"><c r="B4" t="s"><v>0</v></c><c r="C4" s="1"><v>12345.675</v></c></row>',
    )
    words = ("<r><t>利润</t></r><r><t>总额</t></r><rPh><t>lirun</t></rPh>",)
    reading = read(*file("财务.xlsx", workbook(sheet, formats=("#,##0.00",), words=words), Media.XLSX), None)
    (page,) = reading.pages
    assert texts(page) == {(3, 2): "项目", (3, 3): "2024年", (4, 2): "利润总额", (4, 3): "12,345.68"}
    assert page.tables[0].cells[-1].place == InCell(table=1, row=4, column=3)
    assert {cell.method for cell in page.tables[0].cells} == {Method.WORD}
    assert [(told.part, told.how) for told in reading.dispositions] == [("工作表 1（表1）", "4 个有内容的单元格")]
    assert reading.problems == ()


def test_an_empty_place_in_a_used_row_is_a_cell(file: File) -> None:
    """Between a label and a telephone label nothing is written: that is an empty value."""
    sheet = data(f'<row r="1">{said("负责人", "A1")}{said("电话", "C1")}</row>', '<row r="2"/>')
    (page,) = read_sheet(*file("a.xlsx", workbook(sheet), Media.XLSX), None).pages
    assert [(cell.row, cell.column, cell.text) for cell in page.tables[0].cells] == [
        (1, 1, "负责人"), (1, 2, ""), (1, 3, "电话"),
    ]  # fmt: skip


def test_merged_cells_stand_once_with_their_spans(file: File) -> None:
    sheet = data(
        f'<row r="1">{said("近三年经济指标", "A1")}<c r="B1"/></row>',
        f'<row r="2">{said("甲", "A2")}{said("乙", "B2")}</row>',
    )
    sheet += '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    (page,) = read_sheet(*file("a.xlsx", workbook(sheet), Media.XLSX), None).pages
    assert [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in page.tables[0].cells] == [
        (1, 1, 1, 2, "近三年经济指标"), (2, 1, 1, 1, "甲"), (2, 2, 1, 1, "乙"),
    ]  # fmt: skip


def test_what_a_sheet_hides_is_read_and_marked(file: File) -> None:
    """A hidden row, a hidden column and a hidden sheet; the visible cell beside them is not marked."""
    first = '<cols><col min="2" max="2" hidden="1"/></cols>' + data(
        f'<row r="1">{said("示", "A1")}{said("列", "B1")}</row>', f'<row r="2" hidden="1">{said("行", "A2")}</row>'
    )
    second = data(f'<row r="1">{said("表", "A1")}</row>')
    reading = read_sheet(*file("a.xlsx", workbook(first, second, states=("visible", "hidden")), Media.XLSX), None)
    methods = {cell.text: cell.method for page in reading.pages for cell in page.tables[0].cells if cell.text}
    assert methods == {"示": Method.WORD, "列": Method.HIDDEN, "行": Method.HIDDEN, "表": Method.HIDDEN}
    assert [told.how for told in reading.dispositions] == [
        "3 个有内容的单元格，其中隐藏的行列中 2 个",
        "隐藏的工作表，1 个有内容的单元格",
    ]


@pytest.mark.parametrize(
    ("raw", "code", "expected"),
    [
        ("45992", 'yyyy"年"m"月"d"日"', "2025年12月1日"),
        ("45992", "[$-804]yyyy-mm-dd;@", "2025-12-01"),
        ("45992.75", "yyyy/m/d h:mm AM/PM", "2025/12/1 6:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("59", "yyyy/m/d", "1900/2/28"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("45992", "aaaa", "星期一"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("0.005", "0.00", "0.01"),
        ("-0.001", "0.00", "0.00"),
        ("0.1234", "0.0%", "12.3%"),
        ("12345678", '0.00,,"百万"', "12.35百万"),
        ("7", "000", "007"),
        ("3", '"约"0"家"', "约3家"),
        ("5", "[Red]General", "5"),
        ("0.30000000000000004", "General", "0.3"),
        ("91310000123456", "General", "91310000123456"),
        ("1200000", "0.00E+00", "1.20E+06"),
        ("0", "#,##0;-#,##0;-", "-"),
        ("150", '[>=100]"多";"少"', "多"),
        ("99", '[>=100]"多";"少"', "少"),
        ("5", ";;;", ""),
        ("1E400", "0.00", "1E400"),
        ("无", "0.00", "无"),
    ],
)
def test_numbers_and_dates_are_read_as_displayed(raw: str, code: str, expected: str) -> None:
    assert shown(raw, code) == expected


def test_a_workbook_of_the_other_calendar_shows_its_own_dates(file: File) -> None:
    """Day 44530 after 1 January 1904 is 1 December 2025; the 1900 calendar would say 2021."""
    sheet = data('<row r="1"><c r="A1" s="1"><v>44530</v></c></row>')
    book = workbook(sheet, formats=("yyyy-mm-dd",), properties='<workbookPr date1904="1"/>')
    (page,) = read_sheet(*file("a.xlsx", book, Media.XLSX), None).pages
    assert texts(page) == {(1, 1): "2025-12-01"}


def test_a_formula_is_its_kept_result_and_one_without_is_a_problem(file: File) -> None:
    kept = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>合格</v></c>'
    reading = read_sheet(*file("a.xlsx", workbook(data(f'<row r="1">{kept}</row>')), Media.XLSX), None)
    assert (texts(reading.pages[0]), reading.problems) == ({(1, 1): "2", (1, 2): "合格"}, ())
    bare = read_sheet(*file("b.xlsx", workbook(data('<row r="1"><c r="A1"><f>1+1</f></c></row>')), Media.XLSX), None)
    assert [problem.code for problem in bare.problems] == ["formula_without_value"]


def png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


_XDR = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    f' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" {_R}'
)


def drawn(picture: bytes) -> bytes:
    """A sheet with a text box at B2, a picture at C3, a chart, a remark, a header and an embedded file."""
    at = "<xdr:from><xdr:col>{}</xdr:col><xdr:row>{}</xdr:row></xdr:from>"
    box = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>单位：万元</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    pasted = '<xdr:pic><xdr:blipFill><a:blip r:embed="r1"/></xdr:blipFill></xdr:pic>'
    anchors = "".join(
        f"<xdr:twoCellAnchor>{at.format(*place)}{what}</xdr:twoCellAnchor>"
        for place, what in (((1, 1), box), ((2, 2), pasted), ((0, 9), "<xdr:graphicFrame/>"))
    )
    more: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("drawing", "../drawings/drawing1.xml"), ("comments", "../comments1.xml")
        ),
        "xl/drawings/drawing1.xml": f"<xdr:wsDr {_XDR}>{anchors}</xdr:wsDr>",
        "xl/drawings/_rels/drawing1.xml.rels": relations(("image", "../media/image1.png")),
        "xl/media/image1.png": picture,
        "xl/comments1.xml": f'<comments {_MAIN}><commentList><comment ref="A1"><text><r><t>待核</t></r></text>'
        "</comment></commentList></comments>",
        "xl/embeddings/附件.docx": b"x",
    }
    sheet = (
        data(f'<row r="1">{said("表", "A1")}</row>')
        + "<headerFooter><oddHeader>&amp;C2024年度</oddHeader></headerFooter>"
    )
    return workbook(sheet, more=more)


def test_what_lies_over_a_sheet_is_read_or_named(file: File, scan: Scan, ocr: OcrSettings) -> None:
    reading = read_sheet(*file("a.xlsx", drawn(png(scan({(80, 80): "统一社会信用代码"}))), Media.XLSX), ocr)
    assert [(line.text, line.place, line.method) for line in reading.pages[0].lines] == [
        ("单位：万元", InCell(table=1, row=2, column=2), Method.WORD),
        ("统一社会信用代码", InCell(table=1, row=3, column=3), Method.OCR),
    ]
    assert [(told.part, told.read) for told in reading.dispositions] == [
        ("工作表 1（表1）", True),
        ("工作表 1页眉页脚", True),
        ("工作表 1图表（A10）", False),
        ("工作表 1图片 1（C3）", True),
        ("工作表 1批注", True),
        ("嵌入的文件（附件.docx）", False),
    ]
    assert [problem.code for problem in reading.problems] == ["embedded_document"]


def test_without_ocr_a_large_picture_on_a_sheet_is_a_problem(file: File, scan: Scan) -> None:
    large = read_sheet(*file("a.xlsx", drawn(png(scan({}))), Media.XLSX), None)
    small = read_sheet(*file("b.xlsx", drawn(png(Image.new("RGB", (60, 60)))), Media.XLSX), None)
    assert [problem.code for problem in large.problems] == ["needs_ocr", "embedded_document"]
    assert [problem.code for problem in small.problems] == ["embedded_document"]


def test_a_picture_that_wps_keeps_for_a_cell_is_read_at_the_cell(file: File, scan: Scan, ocr: OcrSettings) -> None:
    sheet = data('<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>')
    more: dict[str, str | bytes] = {
        "xl/cellimages.xml": f'<e:cellImages xmlns:e="urn:wps" {_XDR}><e:cellImage><xdr:pic><xdr:nvPicPr>'
        '<xdr:cNvPr name="ID_1"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="r1"/></xdr:blipFill></xdr:pic>'
        "</e:cellImage></e:cellImages>",
        "xl/_rels/cellimages.xml.rels": relations(("image", "media/image1.png")),
        "xl/media/image1.png": png(scan({(80, 80): "营业执照"})),
    }
    (page,) = read_sheet(*file("a.xlsx", workbook(sheet, more=more), Media.XLSX), ocr).pages
    assert [(line.text, line.place) for line in page.lines] == [("营业执照", InCell(table=1, row=1, column=1))]
    assert texts(page) == {}


def test_more_cells_than_any_statement_has_are_cut_and_said_so(file: File) -> None:
    """Sixty thousand cells are read; a sheet of ten columns ends after row 6000."""
    row = "<row>" + "<c><v>1</v></c>" * 10 + "</row>"
    whole = read_sheet(*file("a.xlsx", workbook(data(row * 6000)), Media.XLSX), None)
    over = read_sheet(*file("b.xlsx", workbook(data(row * 6001)), Media.XLSX), None)
    assert whole.problems == ()
    assert [problem.code for problem in over.problems] == ["document_too_large"]
    assert "第 6001 行起" in over.problems[0].what
    assert len(over.pages[0].tables[0].cells) == 60_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/worksheets/sheet1.xml", "<worksheet"),
        ("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><worksheet>&b;</worksheet>'),
        ("xl/workbook.xml", "no workbook"),
    ],
)
def test_a_torn_or_tricky_part_is_a_problem_and_no_crash(file: File, name: str, content: str) -> None:
    reading = read_sheet(*file("坏.xlsx", workbook(data(), more={name: content}), Media.XLSX), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("damaged_xlsx", "坏.xlsx")]


def test_a_torn_drawing_does_not_sink_its_sheet(file: File) -> None:
    more: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": "<wsDr",
    }
    reading = read_sheet(*file("a.xlsx", workbook(data(f"<row>{said('表')}</row>"), more=more), Media.XLSX), None)
    assert texts(reading.pages[0]) == {(1, 1): "表"}
    assert [problem.code for problem in reading.problems] == ["damaged_xlsx"]


def test_a_part_that_unpacks_without_end_is_not_read(file: File) -> None:
    """Forty-nine million blanks in a few dozen kilobytes."""
    reading = read_sheet(*file("炸弹.xlsx", workbook(data() + " " * 49 * 1024**2), Media.XLSX), None)
    assert [problem.code for problem in reading.problems] == ["document_too_large"]

"""Word files are such that Word, WPS and LibreOffice open them alike."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from letters.still import still
from letters.word import LEFT, Blank, Word

ON = date(2026, 6, 30)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order that the standard (ECMA-376, part 1, 17.3 to 17.6) gives to the properties we use. Word is strict about it.
ORDER = {
    "pPr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "spacing", "ind", "jc"),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "highlight", "u", "lang"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"),
    "tblPr": ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
}  # fmt: skip


def full() -> Word:
    """A letter with one of everything."""
    from PIL import Image

    letter = Word("样张", ON, lambda text: text.replace("13800138000", "138****8000"), draft="代拟稿")
    letter.title("样张")
    letter.centred(Blank("文号"))
    letter.flush("某单位：")
    letter.heading("一、标题")
    letter.heading("（一）小标题", 2)
    letter.body("正文，电话13800138000。")
    out = io.BytesIO()
    Image.new("RGB", (30, 10), "white").save(out, "JPEG")
    letter.picture(out.getvalue(), "图1　电话13800138000", width=9, height=3)
    letter.rows([("甲", "乙"), ("丙",)], (1, 0), "图2")
    letter.table([("序号", "事项", "说明"), ("1", "合并的一格", LEFT)], (2, 4, 4), heads=1, strong=(0,), centred=(0,))
    letter.answer("核实结果：", "核实人：")
    letter.annex("附件1", "名单")
    letter.signed(("某办公室", Blank("盖章")), (Blank("日期"),))
    return letter


def parts(paper: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", ORDER)
def test_properties_stand_in_the_order_of_the_standard(kind: str) -> None:
    for name, part in parts(full().bytes()).items():
        if not name.startswith("word/") or not name.endswith(".xml") or "theme" in name:
            continue
        for properties in ET.fromstring(part).iter(f"{W}{kind}"):  # noqa: S314 - our own bytes
            found = [child.tag.removeprefix(W) for child in properties]
            known = [tag for tag in found if tag in ORDER[kind]]
            assert known == sorted(known, key=ORDER[kind].index), (name, found)


def test_every_word_is_hidden_that_must_be_and_alternative_texts_are_words() -> None:
    told = b"".join(parts(full().bytes()).values()).decode("utf-8", "ignore")
    assert "13800138000" not in told
    assert told.count("138****8000") == 3  # the body, the caption and the alternative text


def test_chinese_faces_are_named_for_chinese_characters() -> None:
    styles = parts(full().bytes())["word/styles.xml"].decode()
    for face in ("仿宋", "黑体", "楷体", "宋体"):
        assert f'w:eastAsia="{face}"' in styles


def test_a_letter_numbers_odd_pages_at_the_right_and_even_ones_at_the_left() -> None:
    """GB/T 9704: 单页码居右，双页码居左."""
    import docx

    section = docx.Document(io.BytesIO(full().bytes())).sections[0]
    assert section.footer.paragraphs[0].alignment == 2
    assert section.even_page_footer.paragraphs[0].alignment == 0
    assert [round(side.cm, 1) for side in (section.top_margin, section.left_margin) if side] == [3.7, 2.8]


def test_heads_repeat_and_rows_do_not_break() -> None:
    document = parts(full().bytes())["word/document.xml"].decode()
    assert document.count("<w:tblHeader/>") == 1
    assert document.count("<w:cantSplit/>") == 6


def test_nothing_in_an_archive_tells_when_it_was_written() -> None:
    with zipfile.ZipFile(io.BytesIO(full().bytes())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert full().bytes() == full().bytes()


def test_a_part_given_anew_replaces_the_old_one_and_no_other() -> None:
    paper = full().bytes()
    changed = parts(still(paper, {"docProps/core.xml": b"<new/>"}))
    assert changed["docProps/core.xml"] == b"<new/>"
    assert {**parts(paper), "docProps/core.xml": b"<new/>"} == changed

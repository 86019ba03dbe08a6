"""Pages are drawn once each and covered where they are private; Word shows its words."""

import base64
import hashlib
import io
from pathlib import Path

from PIL import Image

from flows.exhibits import cut_exhibits, cut_out
from pipeline.exhibit import PagePicture
from pipeline.model import (
    Box,
    Cell,
    Evidence,
    Fact,
    InCell,
    InParagraph,
    Line,
    Media,
    Method,
    OnPage,
    Page,
    Place,
    Reading,
    SourceFile,
    Table,
    Verdict,
    fingerprint,
)
from tests.pipeline.paper import READER, finding, founded

WHOLE = Box(left=0.5, top=0.5, right=0.75, bottom=0.6)


def scan(folder: Path, number: int = 1) -> Reading:
    """A white page of 400 × 600 points."""
    out = io.BytesIO()
    Image.new("RGB", (400, 600), (255, 255, 255 - number)).save(out, "PNG")
    sha256 = hashlib.sha256(out.getvalue()).hexdigest()
    (folder / sha256).write_bytes(out.getvalue())
    file = SourceFile(sha256=sha256, names=(f"扫描{number}.png",), size=len(out.getvalue()), media=Media.PNG)
    return Reading(file=file, pages=(Page(number=1, width=400, height=600),))


def word(*lines: str, cells: tuple[Cell, ...] = ()) -> Reading:
    file = SourceFile(sha256="d" * 64, names=("申报表.docx",), size=1, media=Media.DOCX)
    ink = tuple(
        Line(text=text, place=InParagraph(paragraph=at), method=Method.WORD, reader=READER)
        for at, text in enumerate(lines, start=1)
    )
    return Reading(file=file, pages=(Page(number=None, lines=ink, tables=(Table(cells=cells),)),))


def cell(row: int, column: int, text: str, span: int = 1) -> Cell:
    place = InCell(table=1, row=row, column=column)
    return Cell(text=text, place=place, method=Method.WORD, reader=READER, row=row, column=column, column_span=span)


def seen(file: str, place: Place, quote: str = "2020年3月1日") -> Fact:
    evidence = Evidence(file=file, place=place, quote=quote, method=Method.WORD, reader=READER)
    return founded("2020-03-01").model_copy(update={"evidence": (evidence,)})


def opened(page: PagePicture) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(page.picture)))


def test_a_page_with_two_pieces_of_evidence_is_drawn_once(tmp_path: Path) -> None:
    reading = scan(tmp_path)
    facts = tuple(
        seen(reading.file.sha256, OnPage(page=1, box=box)) for box in (WHOLE, Box(left=0, top=0, right=1, bottom=1))
    )
    (page,) = cut_exhibits([finding(support=facts)], [reading], tmp_path).pages

    assert (page.width, page.height) == opened(page).size
    assert page.file == reading.file.sha256


def test_a_number_of_a_person_is_painted_over_before_the_page_leaves(tmp_path: Path) -> None:
    """Eighteen digits from 0.1 to 0.9: all but three at the front and four at the end are dark; the rest stays."""
    reading = scan(tmp_path)
    place = OnPage(page=1, box=Box(left=0.1, top=0.5, right=0.9, bottom=0.55))
    number = Line(text="310101198001011231", place=place, method=Method.OCR, reader=READER)
    page = reading.pages[0].model_copy(update={"lines": (number,)})
    fact = seen(reading.file.sha256, OnPage(page=1, box=WHOLE))
    shown = cut_exhibits([finding(support=(fact,))], [reading.model_copy(update={"pages": (page,)})], tmp_path)
    picture = opened(shown.pages[0])

    def ink(x: float) -> int:
        return sum(picture.getpixel((round(x * picture.width), round(0.525 * picture.height))))  # type: ignore[arg-type] # RGB

    assert ink(0.5) < 300
    assert ink(0.12) > 700
    assert ink(0.88) > 700


def test_a_number_of_a_person_is_hidden_in_words_too() -> None:
    fact = seen("d" * 64, InParagraph(paragraph=2))
    reading = word("联系电话：13800138000", "成立于2020年3月1日")
    (found,) = cut_exhibits([finding(support=(fact,))], [reading], Path()).excerpts.values()

    assert found.rows == (("联系电话：138****8000",), ("成立于2020年3月1日",))


def test_many_pages_share_the_room_of_forty(tmp_path: Path) -> None:
    """Fifty pages are drawn at four fifths of the area each: 1240 × 1754 pixels of A4 become 1739968."""
    readings = [scan(tmp_path, number) for number in range(50)]
    big = io.BytesIO()
    Image.new("RGB", (4000, 6000), "white").save(big, "PNG")
    (tmp_path / readings[0].file.sha256).write_bytes(big.getvalue())
    facts = tuple(seen(one.file.sha256, OnPage(page=1, box=WHOLE)) for one in readings)
    exhibits = cut_exhibits([finding(support=facts)], readings, tmp_path)

    assert len(exhibits.pages) == 50
    assert exhibits.left == 0
    assert abs(exhibits.pages[0].width * exhibits.pages[0].height - 1240 * 1754 * 4 // 5) < 2000


def test_of_too_many_pages_those_are_drawn_that_need_a_person(tmp_path: Path) -> None:
    """Sixty settled pages and then one that is refused: the refused one is drawn, and one of the others is not."""
    readings = [scan(tmp_path, number) for number in range(61)]
    facts = [seen(one.file.sha256, OnPage(page=1, box=WHOLE)) for one in readings]
    findings = [finding(support=tuple(facts[:60])), finding(Verdict.NOT_MET, support=(facts[60],))]
    exhibits = cut_exhibits(findings, readings, tmp_path)
    drawn = [page.file for page in exhibits.pages]

    assert len(drawn) == 60
    assert exhibits.left == 1
    assert readings[60].file.sha256 in drawn
    assert readings[59].file.sha256 not in drawn


def test_a_cut_for_a_word_paper_is_a_picture_with_a_frame(tmp_path: Path) -> None:
    reading = scan(tmp_path)
    fact = seen(reading.file.sha256, OnPage(page=1, box=WHOLE))
    (page,) = cut_exhibits([finding(support=(fact,))], [reading], tmp_path).pages
    part = Image.open(io.BytesIO(cut_out(page, WHOLE)))
    colours = {part.getpixel((x, part.height // 2)) for x in range(part.width)}

    assert part.width == page.width // 2
    assert any(red > 150 and max(green, blue) < 110 for red, green, blue in colours)  # type: ignore[misc] # RGB


def test_a_cell_is_shown_with_what_names_it() -> None:
    """The head above it, the first cell of its row and the one before it; not the whole table."""
    cells = (
        *(cell(1, at, text) for at, text in enumerate(("年度", "2023", "2024", "2025"), start=1)),
        *(cell(2, at, text) for at, text in enumerate(("利润", "1", "2", "3"), start=1)),
        cell(3, 1, "说明", span=4),
    )
    fact = seen("d" * 64, InCell(table=1, row=2, column=4))
    found = cut_exhibits([finding(support=(fact,))], [word(cells=cells)], Path()).excerpts[
        fingerprint(fact.evidence[0])
    ]

    assert found.rows == (("年度", "2024", "2025"), ("利润", "2", "3"))
    assert found.marked == (1, 2)


def test_a_paragraph_is_shown_with_its_neighbours_and_a_long_one_around_the_quotation() -> None:
    long = "前" * 300 + "成立于2020年3月1日" + "后" * 300
    fact = seen("d" * 64, InParagraph(paragraph=2))
    reading = word("一", long, "三" * 60)
    rows = cut_exhibits([finding(support=(fact,))], [reading], Path()).excerpts[fingerprint(fact.evidence[0])].rows

    assert rows[0] == ("一",)
    assert "2020年3月1日" in rows[1][0]
    assert rows[1][0].startswith("…前")
    assert len(rows[1][0]) < 170
    assert rows[2] == ("三" * 40 + "…",)


def test_a_page_that_cannot_be_drawn_is_shown_by_its_lines() -> None:
    """An OFD page has places and no picture: evidence that is half of a line shows the line."""
    half = Box(left=0.5, top=0.5, right=0.75, bottom=0.52)
    lines = tuple(
        Line(
            text=text,
            place=OnPage(page=1, box=Box(left=0.1, top=top, right=0.9, bottom=top + 0.02)),
            method=Method.TEXT_LAYER,
            reader=READER,
        )
        for text, top in (("名称", 0.4), ("成立日期 2020年3月1日", 0.5), ("住所", 0.6))
    )
    file = SourceFile(sha256="d" * 64, names=("执照.ofd",), size=1, media=Media.OFD)
    reading = Reading(file=file, pages=(Page(number=1, width=210, height=297, lines=lines),))
    fact = seen("d" * 64, OnPage(page=1, box=half))
    elsewhere = seen("d" * 64, OnPage(page=1, box=Box(left=0.5, top=0.8, right=0.75, bottom=0.82)))
    exhibits = cut_exhibits([finding(support=(fact, elsewhere))], [reading], Path())

    assert [one.rows for one in exhibits.excerpts.values()] == [(("名称",), ("成立日期 2020年3月1日",), ("住所",))]


def test_evidence_that_is_in_no_reading_is_not_shown() -> None:
    exhibits = cut_exhibits([finding(support=(founded("2020-03-01"),))], [word("一")], Path())

    assert not exhibits.pages
    assert not exhibits.excerpts

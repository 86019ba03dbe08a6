"""The seals of a paper are facts of it, with their place as evidence."""

from extractors.finding.sealed import seal_facts
from pipeline.model import Box, Document, Method, OnPage, Page, Reader, Seal, SealColour, SealShape, TextValue

FILE = "0" * 64
PAPER = Document(id="d1", kind="business_licence", title="营业执照", file=FILE, name="执照.jpg", pages=(1, 2))


def seal(text: str, page: int, left: float, top: float, **more: object) -> Seal:
    told = {"shape": SealShape.ROUND, "colour": SealColour.RED, "confidence": 0.99, **more}
    box = Box(left=left, top=top, right=left + 0.2, bottom=top + 0.14)
    place, reader = OnPage(page=page, box=box), Reader(name="r", version="1")
    return Seal.model_validate({"text": text, "place": place, "method": Method.OCR, "reader": reader, **told})


def facts(*pages: Page) -> list[tuple[str, str, str, str]]:
    """Field, number, value and quote of each fact."""
    return [
        (fact.field, fact.key, fact.value.text, fact.evidence[0].quote)
        for fact in seal_facts(PAPER, pages)
        if isinstance(fact.value, TextValue)
    ]


def test_a_seal_tells_its_name_with_its_line_and_its_shape() -> None:
    page = Page(number=1, seals=(seal("乌有认证有限公司", 1, 0.5, 0.7, line="证书专用章"),))
    assert facts(page) == [
        ("seal.text", "1", "乌有认证有限公司证书专用章", "乌有认证有限公司证书专用章"),
        ("seal.shape", "1", "圆章", "乌有认证有限公司证书专用章"),
    ]


def test_a_seal_that_was_not_read_has_a_shape_and_no_words() -> None:
    page = Page(number=1, seals=(seal("", 1, 0.9, 0.4, shape=SealShape.PART),))
    assert facts(page) == [("seal.shape", "1", "骑缝章残片", "骑缝章残片")]


def test_seals_are_numbered_from_the_first_pages_top_left() -> None:
    """Two that stand side by side count from the left, though the right one sits a little higher."""
    first = Page(number=1, seals=(seal("右", 1, 0.6, 0.70), seal("左", 1, 0.2, 0.71)))
    second = Page(number=2, seals=(seal("后", 2, 0.1, 0.1),))
    assert [(key, value) for field, key, value, _ in facts(second, first) if field == "seal.text"] == [
        ("1", "左"),
        ("2", "右"),
        ("3", "后"),
    ]


def test_what_a_seal_might_also_say_is_kept() -> None:
    page = Page(number=1, seals=(seal("属楼公司", 1, 0.5, 0.7, alternatives=("蜃楼公司",)),))
    said = next(seal_facts(PAPER, [page]))
    assert said.alternatives == (TextValue(text="蜃楼公司"),)
    assert said.evidence[0].place == page.seals[0].place


def test_a_paper_without_seals_tells_of_none() -> None:
    assert facts(Page(number=1)) == []


def test_the_last_sign_of_a_seal_for_one_purpose_is_mended_in_the_value_and_not_in_the_quote() -> None:
    page = Page(number=1, seals=(seal("乌有认证有限公司", 1, 0.5, 0.7, line="证书专用意"),))
    assert facts(page)[0][2:] == ("乌有认证有限公司证书专用章", "乌有认证有限公司证书专用意")
    kept = Page(number=1, seals=(seal("乌有公司创意", 1, 0.5, 0.7),))
    assert facts(kept)[0][2] == "乌有公司创意"

"""Pages made by hand, for tests of what is found on papers: lines at a place, and what the facts say."""

from extractors.extract import extract
from pipeline.model import (
    Box,
    DateValue,
    FactSheet,
    Line,
    Media,
    Method,
    OnPage,
    Page,
    Reader,
    Reading,
    SourceFile,
    TextValue,
)

_BY = Reader(name="测试", version="1")
_HEIGHT, _LETTER = 0.018, 0.016


def at(left: float, top: float, text: str, *alternatives: str, page: int = 1, sealed: bool = False) -> Line:
    """A line whose box is as wide as its letters."""
    width = sum(_LETTER / 2 if character.isascii() else _LETTER for character in text)
    box = Box(left=left, top=top, right=min(left + width, 1.0), bottom=top + _HEIGHT)
    return Line(
        text=text,
        place=OnPage(page=page, box=box),
        method=Method.OCR,
        reader=_BY,
        confidence=0.95,
        alternatives=alternatives,
        sealed=sealed,
    )


def page(*lines: Line, number: int = 1) -> Page:
    return Page(number=number, width=1000, height=1400, lines=tuple(sorted(lines, key=_reading_order)))


def _reading_order(line: Line) -> tuple[float, float]:
    assert isinstance(line.place, OnPage)
    return line.place.box.top, line.place.box.left


def rows(*texts: str, top: float = 0.05, step: float = 0.04, number: int = 1) -> Page:
    """Centred words, one line under the other."""
    lines = (at(0.5 - len(text) * _LETTER / 2, top + step * n, text, page=number) for n, text in enumerate(texts))
    return page(*lines, number=number)


def sheet(*pages: Page, name: str = "扫描件.pdf", digit: str = "a") -> FactSheet:
    return extract("甲", [reading(*pages, name=name, digit=digit)])


def reading(*pages: Page, name: str = "扫描件.pdf", digit: str = "a") -> Reading:
    return Reading(file=SourceFile(sha256=digit * 64, names=(name,), size=1, media=Media.PDF), pages=pages)


def kinds(found: FactSheet) -> list[str]:
    return [document.kind for document in found.documents]


def texts(found: FactSheet, field: str, key: str | None = None) -> list[str]:
    return [
        fact.value.text
        for fact in found.facts
        if fact.field == field and isinstance(fact.value, TextValue) and key in (None, fact.key)
    ]


def dates(found: FactSheet, field: str) -> list[str]:
    return [
        fact.value.model_dump(mode="json")["date"]
        for fact in found.facts
        if fact.field == field and isinstance(fact.value, DateValue)
    ]


def certificate(*more: Line, number: int = 1) -> Page:
    """A certificate with the lines that a test is about."""
    return page(
        at(0.30, 0.08, "质量管理体系认证证书", page=number),
        at(0.35, 0.12, "证书编号：99924Q31826R3M", page=number),
        at(0.30, 0.18, "申江精密机械（上海）有限公司", page=number),
        *more,
        number=number,
    )


LICENCE = (
    at(0.08, 0.05, "编号：3101040021907858"),
    at(0.08, 0.09, "统一社会信用代码"),
    at(0.08, 0.12, "91310104MA1FR0X18T"),
    at(0.40, 0.15, "营 业 执 照"),
    at(0.44, 0.19, "（副本）（1-1）"),
    at(0.08, 0.25, "名"),
    at(0.16, 0.25, "称"),
    at(0.20, 0.25, "申江精密机械（上海）有限公司"),
    at(0.55, 0.25, "注册资本"),
    at(0.66, 0.25, "人民币壹万贰仟万元整"),
    at(0.08, 0.30, "类"),
    at(0.16, 0.30, "型"),
    at(0.20, 0.30, "有限责任公司（自然人投资或控股）"),
    at(0.55, 0.30, "成立日期"),
    at(0.66, 0.30, "2012年03月15日"),
    at(0.08, 0.35, "法定代表人"),
    at(0.20, 0.35, "卞无名"),
    at(0.55, 0.35, "营业期限"),
    at(0.66, 0.35, "2012年03月15日至2032年03月14"),
    at(0.66, 0.375, "日"),
    at(0.08, 0.40, "经营范围"),
    at(0.20, 0.40, "一般项目：机械设备的设计、制造；"),
    at(0.20, 0.425, "货物进出口。"),
    at(0.55, 0.40, "住"),
    at(0.62, 0.40, "所"),
    at(0.66, 0.40, "上海市徐汇区漕河泾街道"),
    at(0.66, 0.425, "虚构路88号3幢301室"),
    at(0.08, 0.60, "重要提示：注册资本、经营范围、营业期限等登记信息请登录公示系统查询。"),
    at(0.60, 0.70, "登记机关", sealed=True),
    at(0.66, 0.80, "2023年09月04日", sealed=True),
    at(0.08, 0.90, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn"),
    at(0.70, 0.90, "国家市场监督管理总局监制"),
)

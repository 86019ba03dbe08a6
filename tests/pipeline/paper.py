"""Small real values for tests: one fact, one finding, as a reader and a judge would make them."""

from pipeline.model import (
    Basis,
    Box,
    Citation,
    DateValue,
    Document,
    Doubt,
    Evidence,
    Fact,
    FactSheet,
    Finding,
    Media,
    Method,
    OnPage,
    PaperDate,
    Reader,
    Remedy,
    SourceFile,
    TextValue,
    Verdict,
)

LICENCE = "a" * 64
READER = Reader(name="hand", version="1")


def evidence(quote: str, file: str = LICENCE) -> Evidence:
    place = OnPage(page=1, box=Box(left=0.1, top=0.2, right=0.4, bottom=0.25))
    return Evidence(file=file, place=place, quote=quote, method=Method.OCR, reader=READER, confidence=0.97)


def founded(day: str) -> Fact:
    value = DateValue(date=PaperDate.model_validate(day))
    return Fact(
        field="entity.founded",
        value=value,
        document="aaaaaaaaaaaa-p1",
        kind="business_licence",
        evidence=(evidence(str(value.date)),),
    )


def named(name: str, kind: str = "business_licence") -> Fact:
    return Fact(
        field="entity.name",
        value=TextValue(text=name),
        document="aaaaaaaaaaaa-p1",
        kind=kind,
        evidence=(evidence(name),),
    )


def sheet(*facts: Fact) -> FactSheet:
    file = SourceFile(sha256=LICENCE, names=("营业执照.jpg",), size=10, media=Media.JPEG)
    paper = Document(
        id="aaaaaaaaaaaa-p1", kind="business_licence", title="营业执照", file=LICENCE, name="营业执照.jpg", pages=(1,)
    )
    return FactSheet(package="甲", files=(file,), documents=(paper,), facts=facts)


def finding(
    verdict: Verdict = Verdict.MET,
    doubt: Doubt | None = None,
    remedy: Remedy = Remedy.REFUSE,
    support: tuple[Fact, ...] = (),
    rule: str = "16.1.1-years",
) -> Finding:
    cite = Citation(
        regulation="上海市政府质量奖管理办法",
        basis=Basis.REGULATION,
        article="第十六条",
        item="（一）",
        quote="生产经营3年以上",
    )
    return Finding(
        rule=rule,
        title="生产经营满三年",
        verdict=verdict,
        doubt=doubt,
        remedy=remedy,
        cite=cite,
        sentence="成立日期为2020年3月1日。",
        needs="请提供营业执照。",
        support=support,
    )

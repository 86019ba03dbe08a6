"""Hand-made dossiers for the papers, and what can be read back from the papers."""

import io
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from letters.case import Case
from pipeline.dossier import conclude
from pipeline.exhibit import Exhibits, PagePicture, cut_of
from pipeline.model import (
    Basis,
    Box,
    Citation,
    Document,
    Dossier,
    Doubt,
    Evidence,
    Fact,
    FactSheet,
    Finding,
    Media,
    Method,
    OnPage,
    Problem,
    Reader,
    Remedy,
    RulesUsed,
    SourceFile,
    TextValue,
    Verdict,
)
from pipeline.procedure import Procedure
from pipeline.settings import Letters, Office

LICENCE, REGISTER = "a" * 64, "b" * 64
LAW = "某区政府质量奖管理办法"


def fact(field: str, text: str, *, kind: str = "business_licence", file: str = LICENCE, page: int = 1) -> Fact:
    place = OnPage(page=page, box=Box(left=0.1, top=0.2, right=0.4, bottom=0.25))
    evidence = Evidence(file=file, place=place, quote=text, method=Method.OCR, reader=Reader(name="hand", version="1"))
    document = "licence" if file == LICENCE else "register"
    return Fact(field=field, value=TextValue(text=text), document=document, kind=kind, evidence=(evidence,))


def finding(
    title: str,
    verdict: Verdict,
    doubt: Doubt | None = None,
    remedy: Remedy = Remedy.SUPPLEMENT,
    *,
    article: str = "",
    needs: str = "",
    against: tuple[Fact, ...] = (),
) -> Finding:
    """A finding whose every word carries its title, so that it can be told apart on a paper."""
    cite = Citation(
        regulation=LAW,
        basis=Basis.REGULATION if article else Basis.OFFICE_PRACTICE,
        article=article,
        quote=f"{title}的原文",
    )
    return Finding(
        rule=f"1-r{zlib.crc32(title.encode())}",
        title=title,
        verdict=verdict,
        doubt=doubt,
        remedy=remedy,
        cite=cite,
        sentence=f"{title}的所见。",
        needs=needs,
        against=against,
    )


def case(
    *findings: Finding,
    facts: Sequence[Fact] = (),
    letters: Letters | None = None,
    procedure: Procedure | None = None,
    problems: tuple[Problem, ...] = (),
    exhibits: Exhibits | None = None,
    applicant: str = "某区子虚精密仪器有限公司",
    code: str = "91310104MA1FR0X18T",
) -> Case:
    file = SourceFile(sha256=LICENCE, names=("营业执照.jpg",), size=10, media=Media.JPEG)
    papers = tuple(
        Document(id=name, kind="business_licence", title=title, file=sha, name=title, pages=(1,))
        for name, title, sha in (("licence", "营业执照", LICENCE), ("register", "登记簿", REGISTER))
    )
    sheet = FactSheet(package="甲", files=(file,), documents=papers, facts=tuple(facts), problems=problems)
    outcome, reasons = conclude(findings, problems)
    dossier = Dossier(
        package="甲",
        package_sha256=LICENCE,
        applicant=applicant,
        code=code,
        on=date(2026, 6, 30),
        office="某区评审办",
        office_sha256=LICENCE,
        rules=RulesUsed(
            id="law",
            title=LAW,
            number="某府〔2026〕1号",
            status="现行有效",
            sha256=LICENCE,
            award="one",
            award_title="某区质量奖（组织）",
        ),
        outcome=outcome,
        reasons=reasons,
        findings=findings,
        sheet=sheet,
    )
    office = Office(name="某区评审办", batch="2026年度", letters=letters or Letters())
    return Case(dossier, exhibits or Exhibits(), office, procedure or Procedure(), cut)


def pictured(*facts: Fact) -> Exhibits:
    """A white page behind each place."""
    pages = {
        (one.file, one.place.page): PagePicture(file=one.file, page=one.place.page, picture="", width=400, height=500)
        for each in facts
        for one in each.evidence
        if isinstance(one.place, OnPage)
    }
    return Exhibits(pages=tuple(pages.values()))


def cut(page: PagePicture, box: Box) -> bytes:
    """Cut out a white part of a page: which part is not what these tests are about."""
    from PIL import Image

    out, part = io.BytesIO(), cut_of(box, page)
    Image.new("RGB", (part.width, part.height), "white").save(out, "JPEG")
    return out.getvalue()


def opened(paper: bytes) -> Any:
    import docx

    return docx.Document(io.BytesIO(paper))


def words(paper: bytes) -> list[str]:
    """Every line of a Word paper in its order, cells among them, as a person reads it."""
    from docx.table import Table

    lines = []
    for block in opened(paper).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                told = list({id(cell._tc): cell.text for cell in row.cells}.values())
                lines += [line for text in told for line in text.split("\n")]
        else:
            lines.append(block.text)
    return [line for line in lines if line]


def pictures(paper: bytes) -> int:
    return len(opened(paper).inline_shapes)

"""Parts that every design has: certificates, prizes, conduct, daughters, careers, and blocks to sign and to stamp."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.model import AmountValue, DateValue, PaperDate, TextValue
from samples.application import Application, Candidate
from samples.forms.blocks import Cell, Line, Row, rows
from samples.forms.hand import Hand
from samples.forms.inset import floating
from samples.forms.layout import Asked
from samples.forms.office import office_of
from samples.forms.stroke import Stroke, states
from samples.ink import seal

BLANK_DAY = "　　　年　　月　　日"
_STANDARD = "GB/T 19001-2016/ISO 9001:2015"


def systems(hand: Hand, application: Application) -> tuple[Row, ...]:
    """The certificates of management systems."""
    held = application.applicant.certificate
    body = held.body or "蓬莱认证中心有限公司"
    head = ("体系名称", "标准号", "认证机构", "证书编号", "首次获证日期", "有效期至")
    row = (
        hand.text("certificate.name", "质量管理体系", held.number),
        hand.text("certificate.standard", held.standard or _STANDARD, held.number),
        hand.text("certificate.body", body, held.number),
        hand.text("certificate.number", held.number, held.number),
        hand.day("certificate.first_issued", held.first_issued, held.number),
        hand.day("certificate.valid_until", held.expires, held.number),
    )
    return rows([head, row], heads=1)


def honours(hand: Hand, application: Application) -> tuple[Row, ...]:
    told: list[tuple[Stroke | str, ...]] = [("荣誉名称", "级别", "授予单位", "获得时间")]
    for one in application.applicant.honours:
        when = "-".join(f"{int(part):02}" for part in re.findall(r"\d+", one.when))
        told.append(
            (
                hand.text("honour.name", one.name, one.name),
                hand.text("honour.level", one.level, one.name),
                hand.text("honour.issuer", one.issuer, one.name),
                states(
                    "honour.awarded_on",
                    DateValue(date=PaperDate.model_validate(when)),
                    hand.plain(one.when),
                    key=one.name,
                ),
            )
        )
    return rows(told, heads=1)


def subsidiaries(hand: Hand, application: Application) -> tuple[Row, ...]:
    """The companies of a group that applies as a whole."""
    told: list[tuple[Stroke | str, ...]] = [("企业名称", "统一社会信用代码", "持股比例", "成立日期", "住所")]
    for one in application.standing.subsidiaries:
        share = states("subsidiary.share", AmountValue(amount=one.share), hand.plain(f"{one.share}%"), key=one.name)
        told.append(
            (
                hand.text("subsidiary.name", one.name, one.name),
                hand.text("subsidiary.code", one.code, one.name),
                share,
                hand.day("subsidiary.founded", one.founded, one.name),
                hand.text("subsidiary.address", one.address, one.name),
            )
        )
    return rows(told, heads=1)


def career(hand: Hand, candidate: Candidate) -> tuple[Row, ...]:
    """Where the person worked, one post a row."""
    told: list[tuple[Stroke | str, ...]] = [("起止年月", "单　位", "岗位/职务", "地　点")]
    for number, post in enumerate(candidate.career, 1):
        key = str(number)
        told.append(
            (
                hand.span("career.period", post.since, post.until, key),
                hand.text("career.employer", post.employer, key),
                hand.text("career.post", post.post, key),
                hand.text("career.city", post.city, key),
            )
        )
    return rows(told, heads=1)


def conduct(hand: Hand, application: Application) -> tuple[Asked, ...]:
    """Accidents, complaints and another application in the same year."""
    years = {5: "五", 3: "三", 2: "三"}[max(application.locality.loss_years, 2)]
    safe = f"近{years}年未发生重大质量、安全、环境污染、公共卫生、食品药品安全等事故。"
    mine = application.other_level
    double = hand.yes_or_no("declaration.no_double", yes=bool(mine))
    if mine:
        double += hand.plain(f"（{mine}）")
    label = office_of(application).double
    told = f"{label}：{'是' if mine else '否'}"
    double = replace(double, facts=tuple(replace(fact, value=TextValue(text=told)) for fact in double.facts))
    return (
        Asked(f"近{years}年重大事故情况", hand.text("accident.statement", safe), "accident.statement", wide=True),
        Asked(
            f"近{years}年重大质量投诉情况",
            hand.text("accident.complaint", "无重大质量投诉。"),
            "accident.complaint",
            wide=True,
        ),
        Asked(label, double, "declaration.no_double", wide=True),
    )


def pledge(hand: Hand, application: Application) -> Cell:
    """The promise that everything is true, signed and stamped, or not."""
    a, candidate = application.applicant, application.candidate
    name = candidate.name if candidate else a.licence.representative
    title = "申报人（签字）：" if candidate else "法定代表人（签字）："
    words = office_of(application).pledge.format(unit="人" if candidate else "组织")
    signed = hand.plain(name if hand.manner.signed else "　　　　　　")
    line = hand.flagged("form.signed", hand.plain(title) + signed, yes=hand.manner.signed)
    stamp = hand.plain("　　　　　　（公章）") if not candidate else Stroke()
    if hand.manner.sealed and not candidate:
        stamp += hand.flagged("form.sealed", stamped(a.name), yes=True, legible=False, quote="（公章）")
    promise = hand.plain(words)
    truth = next(clause for clause in re.split("[。；]", words) if "真实" in clause)
    promise = states("declaration.truth", TextValue(text=truth), promise, quote=truth)
    return Cell(
        (
            Line(promise, indent=2, before=6, spacing=1.3),
            Line(Stroke(), before=22),
            Line(line + stamp, indent=2),
            Line(hand.day("declaration.on", a.filled), align="right", before=4, after=8),
        )
    )


def opinion(hand: Hand, application: Application, number: int, *, split: bool = False) -> Cell:
    """One block of those who recommend and check; the office's own stays as it was printed."""
    asked = office_of(application).opinions
    if number == len(asked) - 1:
        return _block(hand, Stroke(), hand.plain(BLANK_DAY))
    by, on = application.consent_by or application.applicant.recommender, application.consent_on
    if number and len(asked) > 2:
        by = application.applicant.recommender
    when: date = on or application.applicant.recommended
    said = hand.text(
        "recommendation.opinion", "同意推荐。" if not number else "情况属实，同意申报。", str(number) * bool(number)
    )
    day = hand.split_day("recommendation.on", when) if split else hand.day("recommendation.on", when)
    mark = stamped(by) if hand.manner.sealed else Stroke()
    return _block(hand, said, day, mark)


@cache
def stamped(name: str, *, left: float = 9.4, top: float = -2.3) -> Stroke:
    """A red seal in front of the words."""
    return floating(seal(name), width=4.0, left=left, top=top, seal=name)


def _block(hand: Hand, said: Stroke, when: Stroke, mark: Stroke = Stroke()) -> Cell:  # noqa: B008 - a frozen value
    return Cell(
        (
            Line(said, before=6, indent=2),
            Line(Stroke(), before=40),
            Line(hand.plain("（盖章）　　　　"), align="right"),
            Line(when + mark, align="right", before=4, after=8),
        )
    )

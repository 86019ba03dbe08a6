"""Absence from a register: it says something only inside what the office declared, and of bodies told apart by code."""

from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.registers import TITLES, Party, Register
from validators.case import Case
from validators.formats import credit_code
from validators.possibilities import day_words
from validators.settling.citing import Row, Unsettled
from validators.settling.parties import Who

_SHOWN = 8  # row numbers; more would hide the sentence


def whole(
    case: Case, name: str, register: Register[Row], since: date | None, covered: bool, wanted: str
) -> Unsettled | None:
    """Say why the absence of a row says nothing; None where it does.

    `since` is the first day that matters; None asks for everything since the prize was first given.
    """
    source, title = register.source, f"{TITLES[name]}（{register.source.file}）"
    key = f"[registers.{name}]"
    if source.complete_from is None or source.complete_to is None:
        return Unsettled(
            why=f"{title}中没有申报人，但评审办公室没有写明该名单何时起至何时止是完整的，没有列入不等于没有",
            needs=f"名单完整的，请在 office.toml 的 {key} 中写 complete_from、complete_to 和 complete_for。",
        )
    span = f"{day_words(source.complete_from)}至{day_words(source.complete_to)}"
    if not covered:
        told = "、".join(source.complete_for) or "（没有写明）"
        return Unsettled(
            why=f"{title}中没有申报人，但该名单声明完整的范围是{told}，不包括{wanted}",
            needs=f"请补充名单；确实包括的，请在 office.toml 的 {key} 的 complete_for 中写明 {wanted}。",
        )
    if not source.since_first_award and (since is None or source.complete_from > since):
        asked = f"自{day_words(since)}起" if since else "自首届评选以来"
        return Unsettled(
            why=f"{title}中没有申报人，但该名单只在{span}是完整的，而本条须看{asked}的记录",
            needs=f"请补充更早的名单；名单自首届起完整的，请在 office.toml 的 {key} 中写 since_first_award = true。",
        )
    oldest = case.on - timedelta(days=source.max_age_days or 0)
    if source.complete_to < oldest:
        return Unsettled(
            why=f"{title}中没有申报人，但该名单截至{day_words(source.complete_to)}，早于审查基准日{day_words(case.on)}",
            needs="请更新名单。",
        )
    return None


def unnamed(name: str, register: Register[Row], rows: Iterable[Party], who: Who) -> Unsettled | None:
    """Say which rows may be the applicant under a former name; None where a code or the office excludes it."""
    if who.person or register.source.by_name:
        return None
    title = f"{TITLES[name]}（{register.source.file}）"
    if not who.codes:
        return Unsettled(
            why=f"材料没有载明申报人的统一社会信用代码，{title}中是否有其更名前的记录不能断定",
            needs="请核实申报人的统一社会信用代码和曾用名。",
        )
    blank = [str(row.row) for row in rows if not row.resident_number and credit_code.fault(row.code)]
    if not blank:
        return None
    shown = "、".join(blank[:_SHOWN]) + ("等" if len(blank) > _SHOWN else "")
    return Unsettled(
        why=f"{title}第 {shown} 行没有统一社会信用代码（或者校验不符），申报人若曾更名，可能就在其中",
        needs=f"请补填代码；已核对过曾用名的，可在 office.toml 的 [registers.{name}] 中写 by_name = true。",
    )

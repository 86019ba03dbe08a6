"""What people read on a terminal about a vault."""

from collections.abc import Iterable, Iterator
from datetime import date

from flows.replay import Replayed
from pipeline.compare import Change, Comparison, say_verdict
from pipeline.dossier import OUTCOME_TITLES
from pipeline.retention import Due
from pipeline.trace import REMARKS, Verified, Wrong

_WRONG = {
    Wrong.MISSING: "缺少",
    Wrong.CHANGED: "改动",
    Wrong.ADDED: "多出",
    Wrong.REORDERED: "换序",
    Wrong.TRUNCATED: "截断",
    Wrong.OVERWRITTEN: "覆盖",
    Wrong.DELETED: "删除",
    Wrong.UNFINISHED: "未完成",
    Wrong.UNSEALED: "未封存",
    Wrong.FOREIGN: "其他",
}


def verified_words(told: Verified) -> Iterator[str]:
    """Name every fault, then what is no fault, then how much was computed."""
    for one in told.faults:
        yield f"{_WRONG[one.wrong]}：{one.key}（{one.why}）"
    for one in told.traces:
        if one.wrong in REMARKS:
            yield f"说明（{_WRONG[one.wrong]}）：{one.key}：{one.why}"
    amount = f"{told.batches} 个批次、{told.runs} 份卷宗、{told.objects} 个文件、{told.bytes} 字节"
    yield f"共核对 {amount}，{f'有 {len(told.faults)} 处不符。' if told.faults else '全部相符。'}"


def replayed_words(run: str, told: Replayed) -> Iterator[str]:
    if not told.differences:
        yield f"重审结果与卷宗逐字节相同：{run}"
        return
    yield f"重审结果与卷宗不同：{run}"
    for one in told.differences:
        yield f"  {one}"


def comparison_words(told: Comparison) -> Iterator[str]:
    """Tell what changed for the applicant, the good news first; what the office must settle itself is only named."""
    before, after = (OUTCOME_TITLES[one] for one in told.outcomes)
    first, second = told.applicants
    yield f"{second}：建议{f'由“{before}”变为“{after}”' if before != after else f'仍为“{after}”'}"
    if first != second:
        yield f"注意：前一份的申报人是{first}，两份可能不是同一申报人的。"
    if not told.same_rules:
        yield "注意：两次所用的规则或奖项不同，只比较编号相同的条件。"
    still_open = [one for one in told.still_open if not one.for_the_office]
    for title, changes in (("已补正", told.fixed), ("仍未解决", still_open), ("新出现", told.newly_broken)):
        yield f"\n{title}（{len(changes)} 项）"
        yield from (_change_words(one) for one in changes)
    if ours := [one.title for one in told.still_open if one.for_the_office]:
        yield f"\n两次都须由办公室查询或判断（{len(ours)} 项）：{'、'.join(ours)}"
    gone = [one for one in told.settled if not one.alike]
    yield f"\n其余 {len(told.settled)} 项两次均无待解决的问题{f'，其中 {len(gone)} 项的依据有变化' if gone else ''}。"


def _change_words(one: Change) -> str:
    before, after = say_verdict(one.before), say_verdict(one.after)
    said = one.after.sentence if one.after else "后一次没有判断这一项。"
    return f"  {one.title}（{one.rule}）：{before if before == after else f'{before} → {after}'}。{said}"


def retention_words(due: Iterable[Due], today: date) -> Iterator[str]:
    """List what may go already, then by day, then what is not counted yet."""
    for one in due:
        if one.since is None:
            when = "未定"
        else:
            when = "现在起可删" if one.since <= today else f"{one.since.isoformat()} 起可删"
        size = f"，{one.bytes} 字节" if one.bytes else ""
        lock = f"；存储库锁定至 {one.locked_until.isoformat()}" if one.locked_until else ""
        yield f"{when}：{one.what} {one.prefix}（{one.count} 份{size}；{one.why}{lock}）"
    yield "本程序不删除任何内容；删除前请按档案管理的规定报批。"

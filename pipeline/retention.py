"""Says what an office may delete and when. The program deletes nothing itself.

The years are counted from the day on which a batch was last sealed, to the same day of the year (the last of February
for a 29th). A file that several batches share stays as long as the last of them. What no run names and what was only
read out of the originals is nobody's archive: it may go at once, unless the store itself refuses.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pydantic import Field

from pipeline.manifest import Content, manifest_key
from pipeline.model import Noun
from pipeline.store import Store
from pipeline.vault import Vault

_SHARED = {
    "originals/": "申报人提交的原件和办公室提供的名单",
    "sealed/": "完整卷宗（含证件号码）",
    "pages/": "页面图像",
}


class Due(Noun):
    """Some of what a store holds. `since` is the first day on which it may be deleted; None: not counted yet."""

    what: str
    prefix: str
    count: int = Field(ge=0)
    bytes: int = Field(default=0, ge=0)
    since: date | None
    locked_until: date | None = None
    why: str


def retention(store: Store, years: int, today: date) -> list[Due]:
    """List everything in a store, what may be deleted first at the top, what is not counted yet at the bottom."""
    vault = Vault(store)
    shared: dict[str, tuple[int, date | None]] = {}
    due = []
    for batch in vault.batches():
        head = vault.head(batch)
        since = _years_after(head.sealed_on, years) if head else None
        runs = [manifest.content for manifest in vault.manifests(batch)]
        unsealed = len(runs) - (head.count if head else 0)
        if unsealed:
            since = None
        for content in runs:
            _share(shared, content, since)
        due.append(
            Due(
                what="卷宗",
                prefix=batch,
                count=len(runs),
                bytes=sum(one.size for content in runs for one in content.objects if one.key.startswith(batch)),
                since=since,
                locked_until=_locked(store, [manifest_key(content.run) for content in runs]),
                why=f"有 {unsealed} 份尚未封存，不起算" if unsealed else f"封存之日起保存 {years} 年",
            )
        )
    due += _shared(shared, years)
    due += _nobodys(store, shared, today)
    return sorted(due, key=lambda one: (one.since is None, one.since or today, one.prefix))


def _years_after(day: date, years: int) -> date:
    """Give the first day after so many years.

    >>> _years_after(date(2028, 2, 29), 10)
    datetime.date(2038, 3, 1)
    >>> _years_after(date(2026, 7, 1), 10)
    datetime.date(2036, 7, 1)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _share(shared: dict[str, tuple[int, date | None]], content: Content, since: date | None) -> None:
    for one in content.objects:
        if one.key.startswith("dossiers/"):
            continue
        known = shared.get(one.key)
        later = None if since is None or (known and known[1] is None) else max(since, known[1] if known else since)  # type: ignore[type-var] # None was just ruled out
        shared[one.key] = (one.size, later)


def _shared(shared: dict[str, tuple[int, date | None]], years: int) -> Iterator[Due]:
    grouped: dict[tuple[str, date | None], list[int]] = defaultdict(list)
    for key, (size, since) in shared.items():
        grouped[key.partition("/")[0] + "/", since].append(size)
    for (prefix, since), sizes in grouped.items():
        why = f"所属批次都满 {years} 年" if since else "所属批次尚未全部封存，不起算"
        yield Due(what=_SHARED[prefix], prefix=prefix, count=len(sizes), bytes=sum(sizes), since=since, why=why)


def _nobodys(store: Store, shared: dict[str, tuple[int, date | None]], today: date) -> Iterator[Due]:
    if readings := sum(1 for _ in store.list("readings/")):
        why = "可由原件重新读出，删后下次运行会慢一些"
        yield Due(what="读取记录（含证件号码）", prefix="readings/", count=readings, since=today, why=why)
    if finished := sum(1 for _ in store.list("finished/")):
        why = "只为再次运行时不重做，删后下次运行会慢一些"
        yield Due(what="完成记录", prefix="finished/", count=finished, since=today, why=why)
    for prefix, what in _SHARED.items():
        left = [key for key in store.list(prefix) if key not in shared]
        if left:
            why = "被中断的运行留下，没有清单提到"
            locked = _locked(store, left)
            yield Due(what=what, prefix=prefix, count=len(left), since=today, locked_until=locked, why=why)


def _locked(store: Store, keys: list[str]) -> date | None:
    days = [until.date() for key in keys if store.has(key) and (until := store.locked_until(key))]
    return max(days, default=None)

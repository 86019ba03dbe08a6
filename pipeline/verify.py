"""Computes everything a vault says of itself again, and names what is missing, changed, added, reordered or cut off.

What this can show: that nothing was touched by anyone who could not write the whole chain anew. Whoever can rewrite
every manifest from some place to the end, and every head, is found by the head's own hash alone (封存码), which is why
it is told when a batch is sealed, to be written where the store cannot reach it; a bucket under object lock refuses
such a person besides. What no manifest names and nobody sees (left by a run that was killed) is told as a remark.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import ValidationError

from pipeline.keeping import Digest
from pipeline.manifest import (
    NOTHING_BEFORE,
    Head,
    Kept,
    Manifest,
    head_key,
    link_key,
    manifest_key,
    result_of,
    seal_of,
)
from pipeline.model import Sha256, canonical, fingerprint
from pipeline.store import Store
from pipeline.trace import Trace, Verified, Wrong

_Told = TypeVar("_Told", Manifest, Head)
_ROOMS = ("dossiers", "finished", "originals", "pages", "readings", "sealed")


def verify(store: Store, prefix: str = "", anchor: Sha256 | None = None) -> Verified:
    """Verify a store, or what stands below `prefix`; `anchor` is a head's hash that was written down elsewhere."""
    return _Verifier(store, prefix, anchor).verify()


class _Verifier:
    """What has been computed so far. Content-addressed objects are read once, however many runs name them."""

    def __init__(self, store: Store, prefix: str, anchor: Sha256 | None) -> None:
        self.store, self.prefix, self.anchor = store, prefix, anchor
        self.digests: dict[str, Digest | None] = {}
        self.listed: dict[str, set[str]] = {}
        self.traces: list[Trace] = []
        self.runs = self.bytes = 0
        self.anchored = False

    def verify(self) -> Verified:
        odd = list(self.store.oddities())
        keys = [*self.store.list("dossiers/"), *(one.key for one in odd if one.key.startswith("dossiers/"))]
        batches = sorted({"/".join(key.split("/")[:3]) for key in keys if key.count("/") >= 3})
        batches = [batch for batch in batches if _below(self.prefix, batch) or _below(batch, self.prefix)]
        for batch in batches:
            self._batch(batch)
        if not self.prefix:
            self._content_addressed()
            self._astray(keys)
        for one in odd:
            if _below(one.key, self.prefix) or one.key in self.digests:
                overwritten = one.what == "overwritten"
                why = "被别的程序覆盖过，最初的版本仍在库中" if overwritten else "被别的程序删除，原件仍在库中"
                self._tell(Wrong.OVERWRITTEN if overwritten else Wrong.DELETED, one.key, why)
        if self.anchor and not self.anchored:
            self._tell(Wrong.MISSING, self.prefix or "dossiers", f"没有封存码为 {self.anchor} 的封存")
        return Verified(
            batches=len(batches),
            runs=self.runs,
            objects=len(self.digests),
            bytes=self.bytes,
            traces=tuple(self.traces),
        )

    def _batch(self, batch: str) -> None:
        keys = self._there(f"{batch}/")
        named: set[str] = set()
        heads = self._heads(batch, keys, named)
        chain = self._chain(batch, keys, named, max((head.count for head in heads), default=0))
        for manifest in chain.values():
            named.add(manifest_key(manifest.content.run))
            named.update(one.key for one in manifest.content.objects)
            if _below(manifest.content.run, self.prefix) or _below(self.prefix, manifest.content.run):
                self._run(manifest, keys)
        self._sealed(heads, chain)
        self._unnamed(keys - named, {key.rpartition("/")[0] for key in named}, max(chain, default=0))
        unsealed = max(chain, default=0) - max((head.count for head in heads), default=0)
        if unsealed > 0:
            self._tell(Wrong.UNSEALED, batch, f"最后 {unsealed} 份尚未封存")

    def _chain(self, batch: str, keys: set[str], named: set[str], count: int) -> dict[int, Manifest]:
        """Follow the chain; every link that can be read is given, whatever is wrong with it."""
        there = {_number(key) for key in keys if key == link_key(batch, _number(key))}
        last = max(there, default=0)
        chain: dict[int, Manifest] = {}
        seal: Sha256 | None = NOTHING_BEFORE
        for first, end in _gaps(there, max(last, count)):
            wrong = Wrong.MISSING if end < last else Wrong.TRUNCATED
            self._tell(wrong, link_key(batch, first), f"清单链缺少第 {first} 至 {end} 份")
        for number in sorted(there):
            key = link_key(batch, number)
            named.add(key)
            if number - 1 not in chain and number > 1:
                seal = None
            manifest = self._parsed(key, Manifest)
            if manifest is None:
                continue
            if manifest.number != number:
                self._tell(Wrong.REORDERED, key, f"这里存的是第 {manifest.number} 份清单")
            elif seal is not None and manifest.previous != seal:
                self._tell(Wrong.CHANGED, key, "与前一份清单对不上，两份中有一份被改动过")
            chain[number] = manifest
            seal = seal_of(manifest)
        return chain

    def _run(self, manifest: Manifest, keys: set[str]) -> None:
        self.runs += 1
        key = manifest_key(manifest.content.run)
        if key not in keys:
            self._tell(Wrong.MISSING, key, "缺少清单；若上次运行被中断，再运行一次即可补上")
        elif self.store.get(key) != canonical(manifest):
            self._tell(Wrong.CHANGED, key, "清单与清单链上的不同")
        for one in manifest.content.objects:
            self._object(one)

    def _object(self, kept: Kept) -> None:
        if kept.key in self.digests:
            return  # shared, and told already
        found = self._digest(kept.key)
        if found is None:
            self._tell(Wrong.MISSING, kept.key, "清单上有，库中没有")
        elif found != (kept.sha256, kept.size):
            seen = f"{found.size} 字节、{found.sha256}"
            self._tell(Wrong.CHANGED, kept.key, f"应为 {kept.size} 字节、{kept.sha256}，实为 {seen}")

    def _digest(self, key: str) -> Digest | None:
        found = self.store.digest(key) if key in self._there(key) else None
        self.digests[key] = found
        self.bytes += found.size if found else 0
        return found

    def _there(self, key: str) -> set[str]:
        """List what stands beside a key: once for a whole batch or room, for to ask key by key takes as long again."""
        place = "/".join(key.split("/")[:3] if key.startswith("dossiers/") else key.split("/")[:1])
        if place not in self.listed:
            self.listed[place] = set(self.store.list(f"{place}/"))
        return self.listed[place]

    def _heads(self, batch: str, keys: set[str], named: set[str]) -> list[Head]:
        there = {_number(key) for key in keys if key == head_key(batch, _number(key))}
        heads: list[Head] = []
        previous: Sha256 | None = NOTHING_BEFORE
        for first, end in _gaps(there, max(there, default=0)):
            self._tell(Wrong.MISSING, head_key(batch, first), f"缺少第 {first} 至 {end} 次封存")
        for number in sorted(there):
            key = head_key(batch, number)
            named.add(key)
            head = self._parsed(key, Head)
            if number > 1 and number - 1 not in there:
                previous = None
            if head and head.number != number:
                self._tell(Wrong.REORDERED, key, f"这里存的是第 {head.number} 次封存")
            elif head and previous is not None and head.previous != previous:
                self._tell(Wrong.CHANGED, key, "与前一次封存对不上，两次中有一次被改动过")
            previous = fingerprint(head) if head else None
            if head:
                self.anchored = self.anchored or previous == self.anchor
                heads.append(head)
                named.update(one.key for one in head.papers)
                for paper in head.papers:
                    self._object(paper)
        return heads

    def _sealed(self, heads: Iterable[Head], chain: dict[int, Manifest]) -> None:
        for head in heads:
            key = head_key(head.batch, head.number)
            if (last := chain.get(head.count)) is not None and seal_of(last) != head.last:
                self._tell(Wrong.CHANGED, key, f"封存时第 {head.count} 份清单不是现在这一份")
            runs = [chain[number] for number in range(1, head.count + 1) if number in chain]
            if len(runs) == head.count and result_of(runs) != head.result:
                self._tell(Wrong.CHANGED, key, "封存时的结果与现在的清单链不同")

    def _unnamed(self, keys: set[str], listed: set[str], links: int) -> None:
        """Tell what stands in a batch without any manifest naming it."""
        manifests = {key.rpartition("/")[0]: key for key in keys if key.rpartition("/")[2] == "manifest.json"}
        left: dict[str, int] = {}
        for key in sorted(keys):
            home = "/".join(key.split("/")[:5])
            if not _below(key, self.prefix):
                continue
            if manifests.get(home) == key:
                self._cut_or_added(key, links)
            elif self._left_behind(key, home, listed) and home not in manifests:
                left[home] = left.get(home, 0) + 1
            elif home in listed or home not in manifests:
                self._tell(Wrong.ADDED, key, "没有清单提到它")
        for home, count in left.items():
            self._tell(Wrong.UNFINISHED, home, f"被中断的运行留下 {count} 个文件，没有清单，不算数")

    def _left_behind(self, key: str, home: str, listed: set[str]) -> bool:
        """Tell whether a file may have been put by a run, or with papers of a batch, that never came to be."""
        inside = key.split("/")[3]
        return key.count("/") >= 5 and home not in listed and (inside == "_batch" or not inside.startswith("_"))

    def _cut_or_added(self, key: str, links: int) -> None:
        manifest = self._parsed(key, Manifest)
        if manifest is None:
            return
        if manifest.number > links:
            self._tell(Wrong.TRUNCATED, key, f"它是第 {manifest.number} 份，而清单链只到第 {links} 份")
        else:
            self._tell(Wrong.ADDED, key, "清单链上没有它")

    def _content_addressed(self) -> None:
        """Check what is kept under its own hash; what no manifest names was left by a run that was killed."""
        for folder in ("originals/", "sealed/", "pages/"):
            left = 0
            for key in sorted(self._there(folder)):
                if key in self.digests:
                    continue
                found = self._digest(key)
                if found and found.sha256 != _stem(key):
                    self._tell(Wrong.CHANGED, key, f"内容与名称不符，实为 {found.sha256}")
                else:
                    left += 1
            if left:
                self._tell(Wrong.UNFINISHED, folder, f"有 {left} 个文件没有清单提到，是被中断的运行留下的")

    def _astray(self, keys: Iterable[str]) -> None:
        for key in keys:
            if key.count("/") < 3:
                self._tell(Wrong.ADDED, key, "没有清单提到它")
        others = {key.partition("/")[0] for key in self.store.list() if key.partition("/")[0] not in _ROOMS}
        for other in sorted(others):
            self._tell(Wrong.FOREIGN, other, "不是本程序存入的")

    def _parsed(self, key: str, noun: type[_Told]) -> _Told | None:
        raw = self.store.get(key)
        try:
            value = noun.model_validate_json(raw)
        except ValidationError:
            self._tell(Wrong.CHANGED, key, "内容已不成样子，读不出来")
            return None
        if canonical(value) != raw:
            self._tell(Wrong.CHANGED, key, "字节被改动过")
        return value

    def _tell(self, wrong: Wrong, key: str, why: str) -> None:
        self.traces.append(Trace(wrong=wrong, key=key, why=why))


def _below(key: str, prefix: str) -> bool:
    """Tell whether a key is meant by a prefix, step by step.

    >>> _below("dossiers/a/2026/甲/1", "dossiers/a/2026"), _below("dossiers/a/20261", "dossiers/a/2026")
    (True, False)
    """
    return not prefix or key == prefix or key.startswith(f"{prefix}/")


def _stem(key: str) -> str:
    return key.rpartition("/")[2].partition(".")[0]


def _number(key: str) -> int:
    """Give the number a key ends in; 0, which nothing is numbered, where it ends in none."""
    stem = _stem(key)
    return int(stem) if stem.isascii() and stem.isdigit() and len(stem) <= 6 else 0


def _gaps(there: Iterable[int], last: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of numbers from 1 to `last` that are not there.

    >>> list(_gaps({1, 2, 5}, 7))
    [(3, 4), (6, 7)]
    """
    before = 0
    for number in [*sorted(there), last + 1]:
        if number > before + 1:
            yield before + 1, number - 1
        before = max(before, number)

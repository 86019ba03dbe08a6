"""Keeps runs so that nobody sees half of one, and so that none can be changed, left out or put in afterwards unseen.

What a run consists of is put first, each object where nobody looks for it without a manifest. Then its manifest takes
the next free number in the chain of the batch: one write, which the store lets one writer make. From there on the run
exists; the same bytes go beside the dossier last. Killed at any point, the next run of the same package puts what is
missing and finds what is not (docs/decisions/0014).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import StoreError
from pipeline.keeping import KeyTaken, checked, digest_of, missing, opened
from pipeline.manifest import (
    NOTHING_BEFORE,
    Case,
    Content,
    Head,
    Kept,
    Manifest,
    Model,
    Tail,
    folder_name,
    head_key,
    link_key,
    manifest_key,
    result_of,
    seal_of,
)
from pipeline.masking import hide, mask_dossier
from pipeline.model import Dossier, Sha256, Version, canonical, fingerprint
from pipeline.store import Store

DOSSIER = "dossier.json"
_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Run:
    """What one review leaves behind: the complete dossier, the files it was read from, and the papers drawn from it."""

    dossier: Dossier
    case: Case
    originals: Mapping[Sha256, Path]
    papers: Mapping[str, bytes]
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # JPEGs by the page that each shows: `<file>/<page>`
    models: tuple[Model, ...] = ()
    versions: tuple[Version, ...] = ()


@dataclass
class Vault:
    """A store whose keys mean runs and batches. It may be pickled; each process finds the ends of chains for itself."""

    store: Store
    _tails: dict[str, Tail] = field(default_factory=dict, repr=False)
    _known: set[str] = field(
        default_factory=set, repr=False
    )  # originals that are there: a list of the office is in all

    def __reduce__(self) -> tuple[Any, ...]:
        return Vault, (self.store,)

    def keep(self, run: Run, batch: str) -> Manifest:
        """Keep a run, or find that the last one of this package said the same."""
        home = f"{batch}/{folder_name(run.dossier.package)}"
        # Where the chain ends is noted before anything is looked for: a run that another process links from here on is
        # met on the way to the next free number, and one it linked before has left objects that are found.
        self._tails.setdefault(batch, self._tails.get(batch) or self._tail(batch))
        told = _told(run)
        before = self._last_of(home)
        if before and before.content.run == _run_key(home, told, before.content.follows):
            return before
        follows = before.content.run if before else ""
        key = _run_key(home, told, follows)
        begun = any(True for _ in self.store.list(f"{key}/"))
        objects = tuple(sorted(self._put_all(run, key), key=lambda one: (one.key, one.shows)))
        manifest = (self._linked(batch, key) if begun else None) or self._link(
            batch, _content(run, key, follows, objects)
        )
        self._finish(manifest)
        return manifest

    def manifest(self, run: str) -> Manifest:
        """Read the manifest of a run; what has none is no run."""
        return self._read(manifest_key(run))

    def dossier(self, run: str) -> Dossier:
        """Read the dossier of a run as a reviewer sees it."""
        return Dossier.model_validate_json(self.store.get(f"{run}/{DOSSIER}"))

    def find(self, prefix: str) -> str:
        """Find the run that a key is in: the run itself, a file of it, or the last run of a package."""
        steps = checked(prefix).split("/") if prefix else []
        if len(steps) >= 5:
            run = "/".join(steps[:5])
            return self.manifest(run).content.run
        last = self._last_of(prefix) if len(steps) == 4 else None
        if last is None:
            raise missing(self.store.address(prefix) if prefix else "存储库", "卷宗")
        return last.content.run

    def current(self, batch: str) -> Iterator[Manifest]:
        """Give the last run of each package of a batch, ordered by package."""
        last = {one.content.run.rpartition("/")[0]: one for one in self.manifests(batch)}
        for _, manifest in sorted(last.items()):
            yield manifest

    def batches(self, prefix: str = "") -> list[str]:
        """List the batches that a prefix is in, or that are in it."""
        keys = (key.split("/") for key in self.store.list("dossiers/") if "/_chain/" in key)
        found = sorted({"/".join(steps[:3]) for steps in keys})
        return [
            one
            for one in found
            if not prefix or f"{one}/".startswith(f"{prefix}/") or f"{prefix}/".startswith(f"{one}/")
        ]

    def last(self, home: str) -> Manifest | None:
        """Give the run of a package (`<batch>/<package>`) that was kept last."""
        return self._last_of(home)

    def manifests(self, batch: str) -> Iterator[Manifest]:
        """Every run of a batch in the order in which they were kept; a broken chain is told, not passed over."""
        tail, there = Tail(), set(self.store.list(f"{batch}/_chain/"))
        while (key := link_key(batch, tail.number + 1)) in there:
            manifest = self._read(key)
            if (manifest.number, manifest.previous) != (tail.number + 1, tail.seal):
                raise _broken(self.store, key)
            tail = Tail(manifest.number, seal_of(manifest))
            yield manifest
        self._tails[batch] = tail

    def seal(self, batch: str, papers: Mapping[str, bytes], on: date) -> Head | None:
        """Seal the batch as it stands with its papers; nothing new means no new head. Runs cut short are finished."""
        manifests = list(self.manifests(batch))
        if not manifests:
            return None
        there = set(self.store.list(f"{batch}/"))
        for manifest in manifests:
            if manifest_key(manifest.content.run) not in there:
                self._finish(manifest)
        kept = self._put_papers(batch, papers)
        while True:
            before = self.head(batch)
            head = Head(
                batch=batch,
                number=before.number + 1 if before else 1,
                previous=fingerprint(before) if before else NOTHING_BEFORE,
                count=len(manifests),
                last=seal_of(manifests[-1]),
                result=result_of(manifests),
                sealed_on=on,
                papers=kept,
            )
            if before and (before.last, before.papers) == (head.last, head.papers):
                return before
            try:
                self.store.put(head_key(batch, head.number), canonical(head), _MEDIA_TYPES[".json"])
            except KeyTaken:
                continue  # another process sealed meanwhile; perhaps the very same
            return head

    def head(self, batch: str) -> Head | None:
        """Read the last head of a batch."""
        keys = list(self.store.list(f"{batch}/_head/"))
        if not keys:
            return None
        try:
            return Head.model_validate_json(self.store.get(keys[-1]))
        except ValidationError as fault:
            raise _broken(self.store, keys[-1]) from fault

    def _put_all(self, run: Run, key: str) -> Iterator[Kept]:
        """Put what the archive alone sees under its hash, then the papers under the name of the run."""
        for sha256, path in sorted(run.originals.items()):
            yield self._put(f"originals/{sha256}", path, sealed=True)
        for record in (run.case, run.dossier):
            yield self._put(f"sealed/{fingerprint(record)}.json", canonical(record), sealed=True)
        for shows, picture in sorted(run.pictures.items()):
            yield self._put(f"pages/{hashlib.sha256(picture).hexdigest()}.jpg", picture, shows=shows)
        for name, paper in sorted({DOSSIER: canonical(mask_dossier(run.dossier)), **run.papers}.items()):
            yield self._put(f"{key}/{name}", paper)

    def _put_papers(self, batch: str, papers: Mapping[str, bytes]) -> tuple[Kept, ...]:
        told = hashlib.sha256()
        for name, paper in sorted(papers.items()):
            told.update(f"{name} {hashlib.sha256(paper).hexdigest()}\n".encode())
        folder = f"{batch}/_batch/{told.hexdigest()[:12]}"
        return tuple(self._put(f"{folder}/{name}", paper) for name, paper in sorted(papers.items()))

    def _put(self, key: str, data: bytes | Path, *, sealed: bool = False, shows: str = "") -> Kept:
        media_type = _MEDIA_TYPES.get(Path(key).suffix, "application/octet-stream")
        with opened(data) as (stream, _):
            digest = digest_of(stream)
        if key not in self._known:
            self.store.put(key, data, media_type)
        if key == f"originals/{digest.sha256}":
            self._known.add(key)
        return Kept(key=key, sha256=digest.sha256, size=digest.size, media_type=media_type, sealed=sealed, shows=shows)

    def _last_of(self, home: str) -> Manifest | None:
        keys = [key for key in self.store.list(f"{home}/") if key == manifest_key(key.rpartition("/")[0])]
        return max((self._read(key) for key in keys), key=lambda manifest: manifest.number, default=None)

    def _linked(self, batch: str, run: str) -> Manifest | None:
        """Find the link of a run that was begun before; whoever began it may have died after linking it."""
        return next((manifest for manifest in self.manifests(batch) if manifest.content.run == run), None)

    def _link(self, batch: str, content: Content) -> Manifest:
        """Take the next free number. Every link that others put meanwhile is read: one of them may be this very run."""
        tail = self._tails[batch]
        while True:
            manifest = Manifest(number=tail.number + 1, previous=tail.seal, content=content)
            key = link_key(batch, manifest.number)
            try:
                self.store.put(key, canonical(manifest), _MEDIA_TYPES[".json"])
            except KeyTaken:
                manifest = self._read(key)
            self._tails[batch] = tail = Tail(manifest.number, seal_of(manifest))
            if manifest.content.run == content.run:
                return manifest

    def _tail(self, batch: str) -> Tail:
        keys = list(self.store.list(f"{batch}/_chain/"))
        if not keys:
            return Tail()
        last = self._read(keys[-1])
        return Tail(last.number, seal_of(last))

    def _finish(self, manifest: Manifest) -> None:
        self.store.put(manifest_key(manifest.content.run), canonical(manifest), _MEDIA_TYPES[".json"])

    def _read(self, key: str) -> Manifest:
        try:
            return Manifest.model_validate_json(self.store.get(key))
        except ValidationError as fault:
            raise _broken(self.store, key) from fault


def batch_folder(dossier: Dossier, batch: str) -> str:
    return f"dossiers/{dossier.rules.id}/{folder_name(batch or dossier.on.isoformat())}"


def _told(run: Run) -> Sha256:
    """Hash what was found and drawn: two runs that tell the same are one."""
    told = hashlib.sha256(f"{fingerprint(run.dossier)} {fingerprint(run.case)}\n".encode())
    for name, paper in sorted(run.papers.items()):
        told.update(f"{name} {hashlib.sha256(paper).hexdigest()}\n".encode())
    return told.hexdigest()


def _run_key(home: str, told: Sha256, follows: str) -> str:
    return f"{home}/{hashlib.sha256(f'{told} {follows}'.encode()).hexdigest()[:12]}"


def _content(run: Run, key: str, follows: str, objects: tuple[Kept, ...]) -> Content:
    dossier = run.dossier
    return Content(
        run=key,
        package=hide(dossier.package),
        package_sha256=dossier.package_sha256,
        follows=follows,
        on=dossier.on,
        rules=dossier.rules.id,
        award=dossier.rules.award,
        rules_sha256=dossier.rules.sha256,
        office_sha256=dossier.office_sha256,
        dossier_sha256=fingerprint(dossier),
        case_sha256=fingerprint(run.case),
        models=run.models,
        versions=run.versions or dossier.versions,
        objects=objects,
    )


def _broken(store: Store, key: str) -> StoreError:
    return StoreError(
        store.address(key), "清单链在这里对不上，内容可能被改动过", "请用 zishen verify 查明，再继续存入。"
    )

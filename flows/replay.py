"""Judges an application again from what the vault keeps of it, and says whether the very same came out."""

import hashlib
import tempfile
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from extractors.ink.ocr import OcrSettings
from extractors.reading import read
from flows.recall import models_used
from flows.review import Desk, Reviewed, review_read, versions_used
from pipeline.compare import compare, say_verdict
from pipeline.errors import StoreError
from pipeline.keeping import digest_of
from pipeline.manifest import Case, Content
from pipeline.model import Dossier, Noun, RegisterUsed, fingerprint
from pipeline.registers import Registers, Sources
from pipeline.registry import read_registers
from pipeline.store import Store
from pipeline.vault import DOSSIER, Vault


class Replayed(Noun):
    """The judgement made again, and everything in which it is not the one that was kept. Empty: the same bytes."""

    dossier: Dossier
    differences: tuple[str, ...]


class _Kept(NamedTuple):
    content: Content
    case: Case
    dossier: Dossier


def replay(vault: Vault, run: str, models: Path | None, threads: int) -> Replayed:
    """Read the kept originals anew, without any memory of readings, and judge them as the kept case says."""
    kept = _kept(vault, run)
    with tempfile.TemporaryDirectory(prefix="zishen-") as scratch:
        blobs = Path(scratch)
        for one in kept.content.objects:
            if one.key.startswith("originals/"):
                vault.store.download(one.key, blobs / one.sha256)
                with (blobs / one.sha256).open("rb") as file:
                    if digest_of(file).sha256 != one.sha256:
                        raise _changed(vault.store, one.key)
        desk = Desk(
            office=kept.case.office,
            on=kept.case.on,
            ocr=OcrSettings(engine=kept.case.ocr_engine, models=models, threads=threads),
            rules=kept.case.rules,
            award=kept.case.award,
            registers=_registers(kept.case.office.registers, kept.dossier.registers, blobs),
        )
        readings = [read(file, blobs / file.sha256, desk.ocr) for file in kept.case.submission.files]
        again = review_read(kept.case.submission, readings, desk, blobs)
    return Replayed(dossier=again.dossier, differences=tuple(_differences(kept, again, models)))


def _kept(vault: Vault, run: str) -> _Kept:
    content = vault.manifest(run).content
    try:
        case = Case.model_validate_json(_sealed(vault.store, content.case_sha256))
        dossier = Dossier.model_validate_json(_sealed(vault.store, content.dossier_sha256))
    except ValidationError as fault:
        wrote = next((one.version for one in content.versions if one.name == "zishen"), "不明")
        next_step = f"请安装当时的版本（zishen {wrote}）再重审。"
        raise StoreError(vault.store.address(run), "卷宗的格式与本版本不同", next_step) from fault
    return _Kept(content, case, dossier)


def _sealed(store: Store, sha256: str) -> bytes:
    key = f"sealed/{sha256}.json"
    if store.digest(key).sha256 != sha256:
        raise _changed(store, key)
    return store.get(key)


def _changed(store: Store, key: str) -> StoreError:
    return StoreError(store.address(key), "内容被改动过", "请用 zishen verify 查明。")


def _registers(sources: Sources, used: tuple[RegisterUsed, ...], blobs: Path) -> Registers:
    """Read the lists as they were kept, under plain names: where they once lay means nothing here."""
    lists = {one.id: getattr(sources, one.id) for one in used}
    laid = {}
    for one in used:
        name = f"{one.id}{Path(lists[one.id].file).suffix}"
        (blobs / name).symlink_to(blobs / one.sha256)
        laid[one.id] = lists[one.id].model_copy(update={"file": name})
    read_again = read_registers(Sources(**laid), blobs).supplied()
    return Registers(**{name: one.model_copy(update={"source": lists[name]}) for name, one in read_again.items()})


def _differences(kept: _Kept, again: Reviewed, models: Path | None) -> list[str]:
    old, new = kept.dossier, again.dossier
    told = [f"{name} 原为 {was or '无'}，现为 {now or '无'}" for name, was, now in _versions(kept) if was != now]
    if old.rules.sha256 != new.rules.sha256:
        told.append(f"规则 {old.rules.id} 的内容已不同")
    if kept.content.models != models_used(models):
        told.append("文字识别模型已不同")
    before, after = ({fingerprint(fact) for fact in dossier.sheet.facts} for dossier in (old, new))
    if before != after:
        told.append(f"读出的事实不同：原有而现无 {len(before - after)} 项，现有而原无 {len(after - before)} 项")
    sides = compare(old, new)
    told += [
        f"{one.title}（{one.rule}）：原为{say_verdict(one.before)}，现为{say_verdict(one.after)}"
        for one in (*sides.fixed, *sides.still_open, *sides.newly_broken, *sides.settled)
        if not one.alike
    ]
    if old.outcome is not new.outcome:
        told.append("建议不同")
    if kept.content.dossier_sha256 != fingerprint(new) and not told:
        told.append("卷宗的字节不同，而事实和各项结论都相同")
    return [*told, *_papers(kept.content, again)]


def _versions(kept: _Kept) -> list[tuple[str, str, str]]:
    """Hold the versions that the manifest names, and those of the dossier itself, to those of today."""
    named = (*kept.content.versions, *kept.dossier.versions)
    now = {one.name: one.version for one in versions_used()}
    return list(dict.fromkeys((one.name, one.version, now.get(one.name, "")) for one in named))


def _papers(content: Content, again: Reviewed) -> list[str]:
    """Name the papers that would be drawn otherwise today."""
    drawn = {name: hashlib.sha256(paper).hexdigest() for name, paper in again.papers.items()}
    was = {
        one.key.removeprefix(f"{content.run}/"): one.sha256
        for one in content.objects
        if one.key.startswith(f"{content.run}/")
    }
    was.pop(DOSSIER, None)
    return [f"文书“{name}”的字节不同" for name in sorted({*drawn, *was}) if drawn.get(name) != was.get(name)]

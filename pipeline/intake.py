"""The door: a folder, a zip or a single file becomes one Submission, its bytes kept by their own fingerprint.

Nothing is trusted on the way in: not the names, not the extensions, not the sizes an archive declares. What is refused
becomes a Problem and the rest goes on. Payloads travel by reference: `into/<sha256>` holds each file's bytes once.
"""

import errno
import hashlib
import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import IO

from pipeline import archive
from pipeline.errors import NoRoom, NothingToRead, StoreError
from pipeline.keeping import is_full
from pipeline.model import Media, Noun, Problem, SourceFile, Submission
from pipeline.refusals import refusal, size_in_words
from pipeline.sniff import claim_fails, foreign_archive, sniff

_MB = 1024**2
_CHUNK = 1 * _MB


class Limits(Noun):
    """How much one package may bring. Sizes count while decompressing, because declared sizes lie."""

    files: int = 2000
    file_bytes: int = 500 * _MB
    total_bytes: int = 4096 * _MB
    ratio: int = 200
    ratio_from: int = 10 * _MB
    nesting: int = 3
    name_length: int = 400


def receive(package: Path, into: Path, limits: Limits = Limits()) -> Submission:  # noqa: B008 - a frozen value
    """Take in one package. Raises `NothingToRead` when not one file of it could be taken in."""
    try:
        found = package.exists()
    except OSError as fault:
        raise NothingToRead(str(package), _reason(fault)) from fault
    if not found:
        raise NothingToRead(str(package), "路径不存在")
    name = archive.decoded(os.fsencode(package.resolve().name))
    door = _Door(into, limits)
    try:
        into.mkdir(parents=True, exist_ok=True)
        if package.is_dir():
            door.walk(package)
        else:
            door.take_path(package, name, inside="")
            name = Path(name).stem or name
    except OSError as fault:  # reading faults are Problems already: this is our own folder
        if is_full(fault):
            raise NoRoom(str(into), "TMPDIR") from fault
        raise StoreError(str(into), fault.strerror or str(fault), "请检查工作文件夹的写权限后再运行。") from fault
    if not door.files:
        whys = [f"{problem.file}：{problem.what}" for problem in door.problems if not problem.remark]
        raise NothingToRead(str(package), "；".join(whys[:3]) or "里面没有文件")
    files = tuple(sorted((door.source(sha256) for sha256 in door.files), key=lambda file: file.names))
    pairs = sorted((file.sha256, file.names) for file in files)
    digest = hashlib.sha256(json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    return Submission(name=name, sha256=digest, files=files, problems=tuple(door.problems))


class _Door:
    """What has come in so far, and how much of the limits is used up."""

    def __init__(self, into: Path, limits: Limits) -> None:
        self.into = into
        self.limits = limits
        self.files: dict[str, tuple[int, Media]] = {}
        self.names: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.seen = 0
        self.bytes = 0
        self.full = False

    def source(self, sha256: str) -> SourceFile:
        size, media = self.files[sha256]
        names = tuple(sorted(name for name, owner in self.names.items() if owner == sha256))
        return SourceFile(sha256=sha256, names=names, size=size, media=media)

    def refuse(self, code: str, name: str, **facts: object) -> None:
        self.problems.append(refusal(code, name, **facts))

    def walk(self, folder: Path) -> None:
        """Take every file of a folder, in the order of the names, following no link."""

        def named(path: str) -> str:
            return archive.decoded(os.fsencode(Path(path).relative_to(folder).as_posix()))

        def unreadable(fault: OSError) -> None:
            self.refuse("unreadable_file", named(fault.filename), why=_reason(fault))

        for root, folders, files in os.walk(folder, onerror=unreadable):
            folders.sort()
            links = [name for name in folders if Path(root, name).is_symlink()]
            for path in (Path(root, name) for name in sorted(files + links)):
                if self.full:
                    return
                name = named(str(path))
                if not self._admits(name):
                    continue
                if path.is_symlink():
                    self.refuse("symlink", name)
                else:
                    self.take_path(path, name, inside=name)

    def take_path(self, path: Path, name: str, *, inside: str) -> None:
        """Take one file from disk, a zip where it lies. `inside` is how the names of a zip's entries begin."""
        try:
            if not path.is_file():  # opening a pipe would wait for ever
                self.refuse("special_file", name)
                return
            media, file = sniff(path), path.open("rb")
        except OSError as fault:
            self.refuse("unreadable_file", name, why=_reason(fault))
            return
        with file:
            if media is Media.ZIP:
                self._unpack(name, path, inside, depth=1)
            else:
                self.take(name, file, inside=inside, depth=1)

    def take(self, name: str, file: IO[bytes], *, inside: str, depth: int, packed: int = 0) -> None:
        """Copy one stream under its fingerprint. `packed` is its size inside the zip it comes from, if it does."""
        with tempfile.NamedTemporaryFile(dir=self.into, prefix=".incoming-", delete=False) as copy:
            held = Path(copy.name)
            try:
                digest = self._copy(name, file, copy, packed)
                copy.flush()
                if digest:
                    self._keep(name, held, digest, inside, depth)
            finally:
                held.unlink(missing_ok=True)

    def _copy(self, name: str, file: IO[bytes], copy: IO[bytes], packed: int) -> str:
        """The fingerprint of the bytes, or nothing when they were refused on the way."""
        limits, digest, size = self.limits, hashlib.sha256(), 0
        while True:
            try:
                chunk = file.read(_CHUNK)
            except archive.FAULTS as fault:
                self.refuse("damaged_entry" if packed else "unreadable_file", name, why=_reason(fault))
                return ""
            if not chunk:
                break
            size += len(chunk)
            self.bytes += len(chunk)
            if size > limits.file_bytes:
                self.refuse("file_too_large", name, limit=size_in_words(limits.file_bytes))
                return ""
            if packed and size > max(limits.ratio_from, limits.ratio * packed):
                self.refuse("compression_ratio", name, limit=limits.ratio)
                return ""
            if self.bytes > limits.total_bytes:
                self.full = True
                self.refuse("package_too_large", name, limit=size_in_words(limits.total_bytes))
                return ""
            digest.update(chunk)
            copy.write(chunk)
        if not size:
            self.refuse("empty_file", name)
        return digest.hexdigest() if size else ""

    def _keep(self, name: str, held: Path, digest: str, inside: str, depth: int) -> None:
        media, size = sniff(held), held.stat().st_size
        if media is Media.ZIP:
            self.bytes -= size  # what counts is what it holds
            self._unpack(name, held, inside, depth)
        elif kind := foreign_archive(held):
            self.refuse("archive_unsupported", name, kind=kind)
        elif self.names.setdefault(name, digest) != digest:
            self.refuse("duplicate_name", name)
        else:
            self._compare_claim(name, media)
            if digest not in self.files:
                held.replace(self.into / digest)
                self.files[digest] = size, media

    def _compare_claim(self, name: str, media: Media) -> None:
        if claim_fails(name, media):
            found = "无法识别的格式" if media is Media.UNKNOWN else media.value.upper()
            self.refuse("wrong_extension", name, claimed=Path(name).suffix, media=found)

    def _unpack(self, name: str, held: Path, inside: str, depth: int) -> None:
        if depth > self.limits.nesting:
            self.refuse("nested_too_deep", name, limit=self.limits.nesting)
            return
        if not archive.is_listable(held):
            self.refuse("too_many_files", name, limit=self.limits.files)
            return
        try:
            opened = zipfile.ZipFile(held)
        except archive.FAULTS:
            self.refuse("damaged_archive", name)
            return
        self._compare_claim(name, Media.ZIP)
        with opened:
            entries = [entry for entry in opened.infolist() if not archive.name_of(entry).endswith("/")]
            if not entries:
                self.refuse("empty_archive", name)
            for entry in entries:
                if self.full:
                    return
                self._take_entry(opened, entry, f"{inside}/" if inside else "", depth)

    def _take_entry(self, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: str, depth: int) -> None:
        told = archive.name_of(entry)
        plain = archive.relative(told)
        if not self._admits(f"{inside}{told}"):
            return
        name = f"{inside}{plain or told}"
        if not plain:
            self.refuse("unsafe_path", name)
        elif archive.is_link(entry):
            self.refuse("symlink", name)
        elif archive.is_encrypted(entry):
            self.refuse("encrypted_entry", name)
        else:
            try:
                file = opened.open(entry)
            except NotImplementedError:
                self.refuse("unsupported_compression", name)
            except archive.FAULTS:
                self.refuse("damaged_entry", name)
            else:
                with file:
                    self.take(name, file, inside=name, depth=depth + 1, packed=max(entry.compress_size, 1))

    def _admits(self, name: str) -> bool:
        """Count every entry looked at, refused ones too: a flood of bad entries is a flood."""
        self.seen += 1
        if self.seen > self.limits.files:
            self.full = True
            self.refuse("too_many_files", name[: self.limits.name_length], limit=self.limits.files)
        elif len(name) > self.limits.name_length:
            self.refuse("name_too_long", name[: self.limits.name_length] + "…", limit=self.limits.name_length)
        elif not archive.relative(name):
            self.refuse("unsafe_path", name)
        elif archive.is_system_file(name):
            self.refuse("ignored_system_file", name)
        else:
            return True
        return False


def _reason(fault: Exception) -> str:
    return {errno.EACCES: "没有读取权限", errno.EPERM: "没有读取权限", errno.EIO: "存储介质读取出错"}.get(
        getattr(fault, "errno", None) or 0, "读取中断"
    )

"""S3Store: the vault in a bucket of any S3 server, through the minio client.

Write-once. The client has no argument for a conditional put, so its connection pool (`bucket_access.py`), which this
store makes anyway to bound the waiting, adds `If-None-Match: *` to every request that gives an object its key: the
server then refuses, atomically, to replace an object, and a retry after a lost answer is refused too and found to be
the same bytes. Servers that do not know the header ignore it; therefore the key is also looked up before the put.
Bytes are compared as bytes: an ETag is no digest for objects put in parts or encrypted, and metadata may be lost when
an office copies its bucket. Large objects go in parts, so that memory stays flat; a server that would not honour the
condition on the last request of such a put is caught by reading the object back.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.bucket_access import (
    ABSENT,
    NO_LOCK,
    OCCUPIED,
    SAYINGS,
    SILENT,
    UNLOCKED,
    UNTRUSTED,
    Lock,
    connect,
    read_lock,
)
from pipeline.errors import StoreError
from pipeline.keeping import (
    Digest,
    Listed,
    Oddity,
    checked,
    digest_of,
    disk_error,
    keepable,
    missing,
    opened,
    taken,
    whole,
)

if TYPE_CHECKING:
    import urllib3
    from minio import Minio
    from minio.retention import Retention

_PART = 16 * 1024**2
_IN_ONE_PIECE = 2 * _PART


def open_bucket(address: str, env: Mapping[str, str]) -> "S3Store":
    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    client, lock = connect(env), read_lock(env)
    prefix = prefix.strip("/")
    return S3Store(client, bucket, checked(prefix) + "/" if prefix else "", lock)


def _open_again(address: str) -> "S3Store":
    return open_bucket(address, os.environ)


class S3Store:
    """A bucket, or the part of it under a prefix. `lock` is what every lasting object is put under."""

    def __init__(
        self,
        client: "Minio",
        bucket: str,
        prefix: str,
        lock: Lock | None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.client = client
        self.bucket = bucket
        self.prefix = prefix
        self.lock = lock
        self.clock = clock

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process without credentials: it has its own."""
        return _open_again, (self._shown(),)

    def put(self, key: str, data: bytes | Path, media_type: str, *, lasting: bool = True) -> None:
        name = self._name(keepable(key))
        if self.has(key):
            self._must_hold(key, data)
            return
        with opened(data) as (stream, size):
            in_parts = size > _IN_ONE_PIECE
            part = _PART if in_parts else max(size, _PART)
            locked = self._retention() if lasting else None
            with self._faults(key, locking=locked is not None) as refused:
                self.client.put_object(
                    self.bucket,
                    name,
                    stream,  # type: ignore[arg-type] # the client reads it, whatever it is called
                    size,
                    media_type,
                    part_size=part,
                    num_parallel_uploads=1,
                    retention=locked,
                )
        if refused or in_parts:
            self._must_hold(key, data)

    def get(self, key: str) -> bytes:
        with self._reading(key) as answer:
            return bytes(answer.read())

    def digest(self, key: str) -> Digest:
        with self._reading(key) as answer:
            return digest_of(answer)  # type: ignore[arg-type] # an answer reads like a file

    def has(self, key: str) -> bool:
        name = self._name(key)
        with self._faults(key, fine=ABSENT) as told:
            self.client.stat_object(self.bucket, name)
        return not told

    def list(self, prefix: str = "") -> Iterator[str]:
        yield from (key for key, _ in self.marks(prefix))

    def marks(self, prefix: str = "") -> Iterator[Listed]:
        marks: list[Listed] = []
        with self._faults(prefix):
            for item in self.client.list_objects(self.bucket, prefix=self.prefix + prefix, recursive=True):
                if not item.is_dir:
                    key = str(item.object_name).removeprefix(self.prefix)
                    marks.append(Listed(key, f"{item.size} {item.etag or item.last_modified}"))
        # Servers that keep folders list "a/b" before "a-b"; a store has one order.
        yield from sorted(marks)

    def oddities(self, prefix: str = "") -> Iterator[Oddity]:
        versions: dict[str, int] = {}
        deleted: set[str] = set()
        with self._faults(prefix):
            for item in self.client.list_objects(
                self.bucket, prefix=self.prefix + prefix, recursive=True, include_version=True
            ):
                key = str(item.object_name).removeprefix(self.prefix)
                if item.is_delete_marker:
                    deleted.add(key)
                elif not item.is_dir:
                    versions[key] = versions.get(key, 0) + 1
        for key in sorted({*versions, *deleted}):
            if key in deleted:
                yield Oddity(key, "deleted")
            if versions.get(key, 0) > 1:
                yield Oddity(key, "overwritten")

    def locked_until(self, key: str) -> datetime | None:
        found: Retention | None = None
        with self._faults(key, fine=ABSENT | UNLOCKED) as told:
            found = self.client.get_object_retention(self.bucket, self._name(key))
        if told & ABSENT:
            raise missing(self._shown(), key)
        return found.retain_until_date if found else None

    def address(self, key: str) -> str:
        return f"s3://{self.bucket}/{self._name(key)}"

    def link(self, key: str, hours: int) -> str:
        if not self.has(key):
            raise missing(self._shown(), key)
        return self.client.presigned_get_object(self.bucket, self._name(key), expires=timedelta(hours=hours))

    def download(self, key: str, path: Path) -> None:
        try:
            with self._reading(key) as answer, whole(path.parent) as (file, held):
                shutil.copyfileobj(answer, file)
                file.flush()
                held.replace(path)
        except OSError as fault:
            raise disk_error(str(path), fault) from fault

    def _name(self, key: str) -> str:
        return self.prefix + checked(key)

    def _retention(self) -> "Retention | None":
        if self.lock is None:
            return None
        from minio.retention import Retention

        return Retention(self.lock.mode, self.clock() + timedelta(days=365.25 * self.lock.years))

    def _must_hold(self, key: str, data: bytes | Path) -> None:
        with opened(data) as (stream, _):
            if self.digest(key) != digest_of(stream):
                raise taken(self._shown(), key)

    def _shown(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"

    @contextmanager
    def _reading(self, key: str) -> Iterator["urllib3.BaseHTTPResponse"]:
        with self._faults(key):
            answer = self.client.get_object(self.bucket, self._name(key))
            try:
                yield answer
            finally:
                answer.close()
                answer.release_conn()

    @contextmanager
    def _faults(self, key: str, *, fine: frozenset[str] = frozenset(), locking: bool = False) -> Iterator[set[str]]:
        """Turn what the client raises into our words; answers that are no faults are noted in what is yielded."""
        import urllib3
        from minio.error import MinioException, S3Error

        told: set[str] = set()
        try:
            yield told
        except S3Error as fault:
            code = fault.code or ""
            if code in OCCUPIED | fine:
                told.add(code)
            elif code in ABSENT:
                raise missing(self._shown(), key) from fault
            elif locking and code in UNLOCKED:
                raise StoreError(self._shown(), *NO_LOCK) from fault
            else:
                raise self._refused(code) from fault
        except MinioException as fault:
            raise self._refused(type(fault).__name__) from fault
        except urllib3.exceptions.HTTPError as fault:
            untrusted = isinstance(getattr(fault, "reason", fault), urllib3.exceptions.SSLError)
            raise StoreError(self._shown(), *(UNTRUSTED if untrusted else SILENT)) from fault
        except ValueError as fault:
            raise StoreError(self._shown(), "存储桶的名称不合规定", "请改正地址 s3://存储桶/前缀。") from fault

    def _refused(self, code: str) -> StoreError:
        unknown = (f"服务器拒绝：{code}", "请把这一代码告诉存储管理员。")
        return StoreError(self._shown(), *SAYINGS.get(code, unknown))

"""S3Store: the vault in a bucket of any S3 server, through the minio client. The only module that knows minio.

Write-once. The client has no argument for a conditional put, so its connection pool, which this store makes anyway to
bound the waiting, adds `If-None-Match: *` to every PUT: the server then refuses, atomically, to replace an object, and
a retry after a lost answer is refused too and found to be the same bytes. Servers that do not know the header ignore
it; therefore the key is also looked up before the put. Bytes are compared as bytes: an ETag is no digest for objects
put in parts or encrypted, and metadata may be lost when an office copies its bucket.
"""

import io
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import BadSettings, StoreError
from pipeline.keeping import checked, disk_error, missing, taken, whole

if TYPE_CHECKING:
    import urllib3
    from minio import Minio

_CONNECT_SECONDS = 3
_READ_SECONDS = 30
_RETRIES = 2
_SMALLEST_PART = 5 * 1024**2
_ABSENT = frozenset({"NoSuchKey", "NoSuchObject", "NoSuchVersion"})
_OCCUPIED = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
_SAYINGS = {
    "NoSuchBucket": ("存储桶不存在", "请先建好存储桶，或改正地址 s3://存储桶/前缀。"),
    "InvalidAccessKeyId": ("服务器不认识这个访问密钥", "请检查 ZISHEN_S3_ACCESS_KEY。"),
    "SignatureDoesNotMatch": ("密钥不对", "请检查 ZISHEN_S3_SECRET_KEY。"),
    "AccessDenied": (
        "服务器拒绝访问：密钥不对、权限不足，或本机时钟不准",
        "请检查 ZISHEN_S3_ACCESS_KEY、ZISHEN_S3_SECRET_KEY、密钥的读写权限和本机时间。",
    ),
    "RequestTimeTooSkewed": ("本机时钟与服务器相差太大", "请校准本机时间后再运行。"),
    "XMinioStorageFull": ("服务器空间已满", "请联系存储管理员扩容，再运行一次；已存入的内容完好。"),
    "QuotaExceeded": ("超过服务器的配额", "请联系存储管理员扩容，再运行一次；已存入的内容完好。"),
}
_SWITCH = {"true": True, "1": True, "false": False, "0": False}


def open_bucket(address: str, env: Mapping[str, str]) -> "S3Store":
    """Read the settings and build the client. Nothing is asked of the server yet."""
    from minio import Minio

    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    needed = ("ZISHEN_S3_ENDPOINT", "ZISHEN_S3_ACCESS_KEY", "ZISHEN_S3_SECRET_KEY")
    if faults := [f"缺少 {name}" for name in needed if not env.get(name)]:
        raise BadSettings("环境变量", faults)
    secure = _SWITCH.get(env.get("ZISHEN_S3_SECURE", "true").lower())
    if secure is None:
        raise BadSettings("环境变量", ["ZISHEN_S3_SECURE 只能是 true 或 false"])
    endpoint, access_key, secret_key = (env[name] for name in needed)
    try:
        client = Minio(
            endpoint,
            access_key=access_key,
            secret_key=secret_key,
            secure=secure,
            region=env.get("ZISHEN_S3_REGION") or None,
            http_client=_pool(env.get("SSL_CERT_FILE")),
        )
    except ValueError as fault:
        why = "ZISHEN_S3_ENDPOINT 应写作 主机:端口，不带 http:// 和路径；ZISHEN_S3_REGION 应是区域名"
        raise BadSettings("环境变量", [why]) from fault
    prefix = prefix.strip("/")
    return S3Store(client, bucket, checked(prefix) + "/" if prefix else "")


class S3Store:
    """A bucket, or the part of it under a prefix."""

    def __init__(self, client: "Minio", bucket: str, prefix: str) -> None:
        self.client = client
        self.bucket = bucket
        self.prefix = prefix

    def put(self, key: str, data: bytes, media_type: str) -> None:
        name = self._name(key)
        if self.has(key):
            self._must_hold(key, data)
            return
        with self._faults(key) as refused:
            # One part, whatever the size: a put in parts would carry the condition on none of its requests.
            part = max(len(data), _SMALLEST_PART)
            self.client.put_object(self.bucket, name, io.BytesIO(data), len(data), media_type, part_size=part)
        if refused:
            self._must_hold(key, data)

    def get(self, key: str) -> bytes:
        with self._reading(key) as answer:
            return bytes(answer.read())

    def has(self, key: str) -> bool:
        name = self._name(key)
        with self._faults(key, absent_is_fine=True) as told:
            self.client.stat_object(self.bucket, name)
        return not told

    def list(self, prefix: str = "") -> Iterator[str]:
        keys: list[str] = []
        with self._faults(prefix):
            found = self.client.list_objects(self.bucket, prefix=self.prefix + prefix, recursive=True)
            keys += [str(item.object_name).removeprefix(self.prefix) for item in found if not item.is_dir]
        # Servers that keep folders list "a/b" before "a-b"; a store has one order.
        yield from sorted(keys)

    def address(self, key: str) -> str:
        return f"s3://{self.bucket}/{self._name(key)}"

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

    def _must_hold(self, key: str, data: bytes) -> None:
        if self.get(key) != data:
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
    def _faults(self, key: str, *, absent_is_fine: bool = False) -> Iterator[set[str]]:
        """Turn what the client raises into our words; answers that are no faults are noted in what is yielded."""
        import urllib3
        from minio.error import MinioException, S3Error

        told: set[str] = set()
        try:
            yield told
        except S3Error as fault:
            code = fault.code or ""
            if code in _OCCUPIED or (code in _ABSENT and absent_is_fine):
                told.add(code)
            elif code in _ABSENT:
                raise missing(self._shown(), key) from fault
            else:
                raise self._refused(code) from fault
        except MinioException as fault:
            raise self._refused(type(fault).__name__) from fault
        except urllib3.exceptions.HTTPError as fault:
            raise StoreError(
                self._shown(), "服务器没有应答", "请检查 ZISHEN_S3_ENDPOINT、ZISHEN_S3_SECURE 和网络，再运行一次。"
            ) from fault
        except ValueError as fault:
            raise StoreError(self._shown(), "存储桶的名称不合规定", "请改正地址 s3://存储桶/前缀。") from fault

    def _refused(self, code: str) -> StoreError:
        unknown = (f"服务器拒绝：{code}", "请把这一代码告诉存储管理员。")
        return StoreError(self._shown(), *_SAYINGS.get(code, unknown))


def _pool(certificates: str | None) -> "urllib3.PoolManager":
    """Connections that do not wait for ever, trust the office's own certificates if told, and replace no object."""
    import certifi
    import urllib3
    from urllib3.util import Retry, Timeout

    class CreateOnly(urllib3.PoolManager):
        def urlopen(self, method: str, url: str, redirect: bool = True, **asked: Any) -> "urllib3.BaseHTTPResponse":  # type: ignore[override]
            if method == "PUT":
                asked["headers"]["If-None-Match"] = "*"
            return super().urlopen(method, url, redirect, **asked)

    return CreateOnly(
        timeout=Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
        retries=Retry(total=_RETRIES, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        cert_reqs="CERT_REQUIRED",
        ca_certs=certificates or certifi.where(),
    )

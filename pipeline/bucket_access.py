"""How a bucket is reached: settings from the environment only, connections that try again, and what refusals mean."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import parse_qs, urlsplit

from pipeline.errors import BadSettings

if TYPE_CHECKING:
    import urllib3
    from minio import Minio

_CONNECT_SECONDS = 3
_READ_SECONDS = 30
_RETRIES = 6  # waits of 0, 1, 2, 4, 8 and 10 seconds: a server that restarts is waited for
_LONGEST_WAIT = 10
_SWITCH = {"true": True, "1": True, "false": False, "0": False}
_NEEDED = ("ZISHEN_S3_ENDPOINT", "ZISHEN_S3_ACCESS_KEY", "ZISHEN_S3_SECRET_KEY")

ABSENT = frozenset({"NoSuchKey", "NoSuchObject", "NoSuchVersion"})
OCCUPIED = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
# What servers answer when asked about a lock where there is none; the last is also said of other things.
UNLOCKED = frozenset({"NoSuchObjectLockConfiguration", "ObjectLockConfigurationNotFoundError", "InvalidRequest"})
NO_LOCK = (
    "存储桶没有开启对象锁定，存入的内容无法防删",
    "请新建一个开启了对象锁定的存储桶；确实不需要防删时，设置 ZISHEN_S3_LOCK=none。",
)
SILENT = ("服务器没有应答", "请检查 ZISHEN_S3_ENDPOINT、ZISHEN_S3_SECURE 和网络，再运行一次。")
UNTRUSTED = (
    "没有建立起加密连接：服务器的证书不受信任，证书文件打不开，或服务器没有启用 TLS",
    "请把单位的根证书写在 SSL_CERT_FILE 中，或检查 ZISHEN_S3_SECURE。",
)
SAYINGS = {
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
    "NotImplemented": ("服务器不支持这一功能", "请换用支持对象锁定的 S3 服务器，或设置 ZISHEN_S3_LOCK=none。"),
}


class Lock(NamedTuple):
    """How long the server itself refuses to delete what is kept, and whom it refuses.

    GOVERNANCE refuses all but those with a permission of their own to lift it; COMPLIANCE refuses everybody.
    """

    mode: Literal["GOVERNANCE", "COMPLIANCE"]
    years: int


def read_lock(env: Mapping[str, str]) -> Lock | None:
    """Read the lock an office wants; None where it wants none.

    >>> read_lock({"ZISHEN_S3_LOCK": "compliance"})
    Lock(mode='COMPLIANCE', years=10)
    """
    years = retention_years(env)
    match env.get("ZISHEN_S3_LOCK", "governance").lower():
        case "governance":
            return Lock("GOVERNANCE", years)
        case "compliance":
            return Lock("COMPLIANCE", years)
        case "none":
            return None
        case _:
            raise BadSettings("环境变量", ["ZISHEN_S3_LOCK 只能是 governance、compliance 或 none"])


def retention_years(env: Mapping[str, str]) -> int:
    """How many years an archive is kept: ten unless the office says otherwise (上海 第三十九条)."""
    told = env.get("ZISHEN_RETENTION_YEARS", "10")
    if not (told.isascii() and told.isdigit() and 1 <= int(told) <= 100):
        raise BadSettings("环境变量", [f"ZISHEN_RETENTION_YEARS 应为 1 到 100 的整数，不是 {told}"])
    return int(told)


def connect(env: Mapping[str, str]) -> "Minio":
    """Build the client. Nothing is asked of the server yet."""
    from minio import Minio

    if faults := [f"缺少 {name}" for name in _NEEDED if not env.get(name)]:
        raise BadSettings("环境变量", faults)
    secure = _SWITCH.get(env.get("ZISHEN_S3_SECURE", "true").lower())
    if secure is None:
        raise BadSettings("环境变量", ["ZISHEN_S3_SECURE 只能是 true 或 false"])
    retries = env.get("ZISHEN_S3_RETRIES", str(_RETRIES))
    if not (retries.isascii() and retries.isdigit() and int(retries) <= 100):
        raise BadSettings("环境变量", [f"ZISHEN_S3_RETRIES 应为 0 到 100 的整数，不是 {retries}"])
    endpoint, access_key, secret_key = (env[name] for name in _NEEDED)
    try:
        return Minio(
            endpoint,
            access_key=access_key,
            secret_key=secret_key,
            secure=secure,
            region=env.get("ZISHEN_S3_REGION") or None,
            http_client=_pool(env.get("SSL_CERT_FILE"), int(retries)),
        )
    except ValueError as fault:
        why = "ZISHEN_S3_ENDPOINT 应写作 主机:端口，不带 http:// 和路径；ZISHEN_S3_REGION 应是区域名"
        raise BadSettings("环境变量", [why]) from fault


def _pool(certificates: str | None, retries: int) -> "urllib3.PoolManager":
    """Connections that do not wait for ever, trust the office's own certificates if told, and replace no object."""
    import certifi
    import urllib3
    from urllib3.util import Retry, Timeout

    class CreateOnly(urllib3.PoolManager):
        def urlopen(self, method: str, url: str, redirect: bool = True, **asked: Any) -> "urllib3.BaseHTTPResponse":  # type: ignore[override]
            if _creates(method, url):
                asked["headers"]["If-None-Match"] = "*"
            return super().urlopen(method, url, redirect, **asked)

    return CreateOnly(
        timeout=Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
        retries=Retry(
            total=retries, other=0, backoff_factor=0.5, backoff_max=_LONGEST_WAIT, status_forcelist=[500, 502, 503, 504]
        ),
        cert_reqs="CERT_REQUIRED",
        ca_certs=certificates or certifi.where(),
    )


def _creates(method: str, url: str) -> bool:
    """Tell whether a request gives an object its key: a put, or the last of those that put one in parts.

    >>> _creates("PUT", "http://s3/b/k"), _creates("PUT", "http://s3/b/k?partNumber=2&uploadId=u")
    (True, False)
    >>> _creates("POST", "http://s3/b/k?uploadId=u"), _creates("POST", "http://s3/b/k?uploads=")
    (True, False)
    """
    asked = parse_qs(urlsplit(url).query, keep_blank_values=True)
    if method == "PUT":
        return not asked
    return method == "POST" and "uploadId" in asked

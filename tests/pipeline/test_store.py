"""The promises of the vault, made by a folder and by a bucket alike."""

import errno
import io
import os
import pickle
import socket
import threading
import time
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from minio import Minio
from minio.error import S3Error

from pipeline.bucket import S3Store
from pipeline.errors import BadSettings, StoreError
from pipeline.folder import FolderStore
from pipeline.keeping import Oddity, digest_of
from pipeline.store import Store, open_store
from tests.weed import BUCKET, UNLOCKED, free_port

KEY = "2026/临港样品有限公司/卷宗.json"


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_store(str(tmp_path / "vault"), {})
    return open_store(f"s3://{BUCKET}/{uuid4().hex}", request.getfixturevalue("s3"))


def test_what_is_put_can_be_got_again_byte_for_byte(store: Store) -> None:
    store.put(KEY, b"\x00\xff\r\n", "application/octet-stream")
    assert store.get(KEY) == b"\x00\xff\r\n"
    assert store.has(KEY)


def test_an_empty_file_is_kept_too(store: Store) -> None:
    store.put("空/一", b"", "text/plain")
    assert store.has("空/一")
    assert store.get("空/一") == b""


def test_a_file_larger_than_one_part_is_kept_whole_and_write_once(store: Store) -> None:
    large = bytes(range(256)) * 4096 * 6  # 6 MiB; S3 parts begin at 5
    store.put("大", large, "application/pdf")
    store.put("大", large, "application/pdf")
    assert store.get("大") == large
    with pytest.raises(StoreError, match="不得改动"):
        store.put("大", large[:-1] + b"x", "application/pdf")


def test_a_file_put_in_parts_is_kept_whole_and_write_once(store: Store, tmp_path: Path) -> None:
    """40 MiB go in three parts of 16 MiB; the condition is on the last request."""
    path = tmp_path / "扫描件.pdf"
    path.write_bytes(bytes(range(256)) * 4096 * 40)
    store.put("大", path, "application/pdf")
    store.put("大", path, "application/pdf")
    before = store.digest("大")
    assert before == digest_of(io.BytesIO(path.read_bytes()))
    assert before.size == 40 * 1024**2
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match="不得改动"):
        store.put("大", path, "application/pdf")
    assert store.digest("大") == before


def test_the_same_bytes_may_be_put_again(store: Store) -> None:
    store.put(KEY, "卷宗".encode(), "application/json")
    store.put(KEY, "卷宗".encode(), "application/json")
    assert list(store.list()) == [KEY]


def test_other_bytes_under_a_key_in_use_are_refused_and_change_nothing(store: Store) -> None:
    store.put(KEY, b"first", "text/plain")
    with pytest.raises(StoreError, match=f"“{KEY}”已存有不同的内容，存入后不得改动"):
        store.put(KEY, b"other", "text/plain")
    assert store.get(KEY) == b"first"


def test_of_many_who_write_one_key_at_once_exactly_one_succeeds(store: Store) -> None:
    written: list[int] = []

    def write(number: int) -> None:
        try:
            store.put("race", b"%d" % number * 1000, "text/plain")
        except StoreError:
            return
        written.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(written) == 1
    assert store.get("race") == b"%d" % written[0] * 1000


def test_keys_are_listed_by_prefix_in_one_order(store: Store) -> None:
    for key in ("甲/二", "甲-附件", "甲/一/表", "乙/一", "a b+c%.txt"):
        store.put(key, key.encode(), "text/plain")
    # By code point: a 61, 乙 4E59, 甲 7532; "-" before "/"; 一 4E00 before 二 4E8C.
    assert list(store.list()) == ["a b+c%.txt", "乙/一", "甲-附件", "甲/一/表", "甲/二"]
    assert list(store.list("甲/")) == ["甲/一/表", "甲/二"]
    assert list(store.list("丙")) == []


def test_each_key_is_listed_with_a_mark_that_stays_while_its_bytes_do(store: Store) -> None:
    """As many bytes, but other ones, have another mark; asked again, every mark is what it was."""
    for key, data in (("b/1", b"one"), ("b/2", b"two"), ("c", b"three")):
        store.put(key, data, "text/plain")

    marks = dict(store.marks("b/"))
    assert list(marks) == list(store.list("b/")) == ["b/1", "b/2"]
    assert marks["b/1"] != marks["b/2"]
    assert dict(store.marks("b/")) == marks


def test_a_store_nothing_was_put_into_is_empty(store: Store) -> None:
    assert list(store.list()) == []


def test_a_key_that_is_not_there_is_absent_and_named(store: Store, tmp_path: Path) -> None:
    assert not store.has("没有/这个")
    with pytest.raises(StoreError, match="没有“没有/这个”这一份"):
        store.get("没有/这个")
    with pytest.raises(StoreError, match="没有“没有/这个”这一份"):
        store.download("没有/这个", tmp_path / "down" / "x")
    assert not (tmp_path / "down" / "x").exists()


def test_the_beginning_of_a_key_is_not_a_key(store: Store) -> None:
    store.put("甲/一", b"1", "text/plain")
    assert not store.has("甲")
    with pytest.raises(StoreError):
        store.get("甲")


def test_download_writes_the_whole_file_and_nothing_beside_it(store: Store, tmp_path: Path) -> None:
    store.put("包/营业执照.pdf", b"%PDF-1.7", "application/pdf")
    store.download("包/营业执照.pdf", tmp_path / "in" / "包" / "执照.pdf")
    assert (tmp_path / "in" / "包" / "执照.pdf").read_bytes() == b"%PDF-1.7"
    assert [path.name for path in (tmp_path / "in" / "包").iterdir()] == ["执照.pdf"]


def test_a_download_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    store.put("一", b"1", "text/plain")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError):
        store.download("一", tmp_path / "file" / "below")


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "a//b", "a/", "../a", "a/../b", "./a", "a/.writing-x", "a\\b", "a\nb"],
)
def test_keys_that_lead_out_or_mislead_are_refused(store: Store, key: str) -> None:
    for attempt in (lambda: store.put(key, b"", "text/plain"), lambda: store.get(key), lambda: store.has(key)):
        with pytest.raises(StoreError, match="不合要求"):
            attempt()


def test_a_step_of_a_key_may_have_240_bytes_and_no_more(store: Store) -> None:
    longest = "质" * 80  # 240 bytes in UTF-8
    store.put(longest, b"1", "text/plain")
    assert store.get(longest) == b"1"
    with pytest.raises(StoreError, match="240"):
        store.put(longest + "a", b"1", "text/plain")


def test_what_is_asked_for_may_have_255_bytes_and_no_more(store: Store) -> None:
    """An inbox of another program may hold longer names than a store takes."""
    assert not store.has("质" * 85)
    with pytest.raises(StoreError, match="255"):
        store.has("质" * 85 + "a")


def test_a_key_may_have_1024_bytes_and_no_more(tmp_path: Path) -> None:
    longest = "/".join(["a" * 204] * 5)  # 5 × 204 + 4
    FolderStore(tmp_path).put(longest, b"1", "text/plain")
    with pytest.raises(StoreError, match="1024"):
        FolderStore(tmp_path).put(longest + "a", b"1", "text/plain")


def test_an_address_says_where_a_person_opens_it(tmp_path: Path, s3: Mapping[str, str]) -> None:
    assert open_store(str(tmp_path), {}).address(KEY) == str(tmp_path / KEY)
    assert open_store("s3://bucket/批次/", s3).address(KEY) == f"s3://bucket/批次/{KEY}"
    assert open_store("s3://bucket", s3).address(KEY) == f"s3://bucket/{KEY}"


def test_a_store_opens_again_in_another_process_without_carrying_its_keys(
    store: Store, s3: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    store.put(KEY, b"1", "text/plain")
    travelling = pickle.dumps(store)
    assert s3["ZISHEN_S3_SECRET_KEY"].encode() not in travelling
    assert pickle.loads(travelling).get(KEY) == b"1"  # noqa: S301 - our own bytes


def test_a_link_opens_what_it_was_made_for(store: Store) -> None:
    store.put(KEY, "卷宗".encode(), "text/plain")
    with urllib.request.urlopen(store.link(KEY, 1)) as answer:  # noqa: S310 - a folder's links are files
        assert answer.read() == "卷宗".encode()
    with pytest.raises(StoreError, match="没有"):
        store.link("没有/这个", 1)


# ── the folder ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_holds_nothing_but_what_was_put(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("a/b", b"1", "text/plain")
    with pytest.raises(StoreError):
        store.put("a/b", b"2", "text/plain")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["a", "a/b"]


def test_a_file_another_run_is_still_writing_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / ".writing-abc").write_bytes(b"half")
    assert list(FolderStore(tmp_path).list()) == []


def test_a_store_whose_place_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "vault").write_bytes(b"")
    with pytest.raises(StoreError, match="存储库不能用"):
        FolderStore(tmp_path / "vault").put("a", b"1", "text/plain")
    with pytest.raises(StoreError, match="存储库不能用"):
        list(FolderStore(tmp_path / "vault").list())


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "没有写入或读取的权限"), (errno.EROFS, "没有写入或读取的权限")],
)
def test_a_disk_that_refuses_is_told_and_no_partial_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)  # the disk answers at the latest when it must keep the bytes
    with pytest.raises(StoreError, match=told):
        FolderStore(tmp_path).put("a", b"1", "text/plain")
    assert list(tmp_path.iterdir()) == []


# ── the bucket ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("variable", ["ZISHEN_S3_ENDPOINT", "ZISHEN_S3_ACCESS_KEY", "ZISHEN_S3_SECRET_KEY"])
def test_a_missing_setting_is_named(s3: Mapping[str, str], variable: str) -> None:
    env = {name: value for name, value in s3.items() if name != variable}
    with pytest.raises(BadSettings, match=f"缺少 {variable}"):
        open_store("s3://bucket", env)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ZISHEN_S3_SECURE", "maybe"),
        ("ZISHEN_S3_ENDPOINT", "http://127.0.0.1:1"),
        ("ZISHEN_S3_REGION", "不是区域"),
        ("ZISHEN_S3_RETRIES", "many"),
        ("ZISHEN_S3_RETRIES", "101"),
        ("ZISHEN_S3_LOCK", "yes"),
        ("ZISHEN_RETENTION_YEARS", "0"),
        ("ZISHEN_RETENTION_YEARS", "101"),
        ("ZISHEN_RETENTION_YEARS", "ten"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(s3: Mapping[str, str], variable: str, value: str) -> None:
    with pytest.raises(BadSettings, match=variable):
        open_store("s3://bucket", {**s3, variable: value})


@pytest.mark.parametrize(
    ("variable", "told"), [("ZISHEN_S3_ACCESS_KEY", "访问密钥"), ("ZISHEN_S3_SECRET_KEY", "密钥不对")]
)
@pytest.mark.parametrize("region", ["us-east-1", ""])
def test_wrong_keys_are_told_without_showing_them(s3: Mapping[str, str], variable: str, told: str, region: str) -> None:
    store = open_store(f"s3://{BUCKET}", {**s3, variable: "wrong-and-private", "ZISHEN_S3_REGION": region})
    with pytest.raises(StoreError, match=told) as refused:
        list(store.list())
    with pytest.raises(StoreError, match="密钥"):
        store.put("a", b"1", "text/plain")
    assert "wrong-and-private" not in str(refused.value)
    assert s3["ZISHEN_S3_SECRET_KEY"] not in str(refused.value)


def test_a_missing_bucket_is_told(s3: Mapping[str, str], tmp_path: Path) -> None:
    store = open_store("s3://no-such-bucket", s3)
    for attempt in (
        lambda: store.put("a", b"1", "text/plain"),
        lambda: store.get("a"),
        lambda: list(store.list()),
        lambda: store.download("a", tmp_path / "a"),
    ):
        with pytest.raises(StoreError, match="存储桶不存在"):
            attempt()


def test_a_bucket_name_that_cannot_be_is_told(s3: Mapping[str, str]) -> None:
    with pytest.raises(StoreError, match="名称不合规定"):
        open_store("s3://B/x", s3).put("a", b"1", "text/plain")


def test_a_server_that_is_gone_is_told_within_seconds(s3: Mapping[str, str]) -> None:
    gone = {"ZISHEN_S3_ENDPOINT": f"127.0.0.1:{free_port()}", "ZISHEN_S3_RETRIES": "2"}
    store = open_store(f"s3://{BUCKET}", {**s3, **gone})
    began = time.monotonic()
    with pytest.raises(StoreError, match="服务器没有应答"):
        store.put("a", b"1", "text/plain")
    assert time.monotonic() - began < 5


def test_a_clock_that_is_off_is_told(s3: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(f"s3://{BUCKET}", s3)
    monkeypatch.setattr("minio.time.utcnow", lambda: datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(StoreError, match="本机时钟与服务器相差太大"):
        list(store.list())
    with pytest.raises(StoreError, match="本机时钟不准"):
        store.put("a", b"1", "text/plain")


def _client(s3: Mapping[str, str]) -> Minio:
    """Another program, which keeps no promises."""
    return Minio(
        s3["ZISHEN_S3_ENDPOINT"],
        access_key=s3["ZISHEN_S3_ACCESS_KEY"],
        secret_key=s3["ZISHEN_S3_SECRET_KEY"],
        secure=False,
    )


def test_what_another_program_wrote_is_not_replaced_either(s3: Mapping[str, str]) -> None:
    name = uuid4().hex
    _client(s3).put_object(BUCKET, f"{name}/a", io.BytesIO(b"theirs"), 6)
    store = open_store(f"s3://{BUCKET}/{name}", s3)
    with pytest.raises(StoreError, match="不得改动"):
        store.put("a", b"ours", "text/plain")
    assert store.get("a") == b"theirs"


def test_what_applicants_put_into_a_bucket_can_be_listed_and_taken_out(s3: Mapping[str, str], tmp_path: Path) -> None:
    store = open_store(f"s3://{BUCKET}/{uuid4().hex}", s3)
    # A system file, a name as macOS writes it, and characters that mean something in addresses.
    for key in ("包/.DS_Store", "包/e\u0301.pdf", "包/100%?#&+.pdf"):
        store.put(key, key.encode(), "application/octet-stream")
    listed = list(store.list("包/"))
    assert listed == ["包/.DS_Store", "包/100%?#&+.pdf", "包/e\u0301.pdf"]
    for number, key in enumerate(listed):
        store.download(key, tmp_path / str(number))
        assert (tmp_path / str(number)).read_bytes() == key.encode()


def test_markers_of_empty_folders_are_not_files(s3: Mapping[str, str]) -> None:
    name = uuid4().hex
    _client(s3).put_object(BUCKET, f"{name}/包/", io.BytesIO(b""), 0)
    assert list(open_store(f"s3://{BUCKET}/{name}", s3).list()) == []


# ── the lock ────────────────────────────────────────────────────────────────────────────────────────────────────────


def locked(s3: Mapping[str, str], **settings: str) -> tuple[S3Store, str]:
    """A store of its own in the bucket with object lock, and the prefix it has there."""
    name = uuid4().hex
    store = open_store(f"s3://{BUCKET}/{name}", {**s3, **settings})
    assert isinstance(store, S3Store)
    return store, name


@pytest.mark.parametrize("mode", ["governance", "compliance"])
def test_what_lasts_is_locked_for_ten_years_and_the_server_refuses_to_delete_it(
    s3: Mapping[str, str], mode: str
) -> None:
    store, name = locked(s3, ZISHEN_S3_LOCK=mode)
    store.put("a", b"1", "text/plain")
    until = store.locked_until("a")
    assert until is not None
    # Ten years of 365.25 days; the server keeps whole seconds.
    assert abs(until - datetime.now(UTC) - timedelta(days=3652.5)) < timedelta(minutes=5)
    first = _client(s3).stat_object(BUCKET, f"{name}/a")
    assert _client(s3).get_object_retention(BUCKET, f"{name}/a").mode == mode.upper()  # type: ignore[union-attr] # there is one
    with pytest.raises(S3Error, match="AccessDenied"):
        _client(s3).remove_object(BUCKET, f"{name}/a", version_id=first.version_id)
    assert store.get("a") == b"1"


def test_the_years_are_a_setting(s3: Mapping[str, str]) -> None:
    store, _ = locked(s3, ZISHEN_RETENTION_YEARS="2")
    store.put("a", b"1", "text/plain")
    until = store.locked_until("a")
    assert until is not None
    assert abs(until - datetime.now(UTC) - timedelta(days=730.5)) < timedelta(minutes=5)


def test_a_file_put_in_parts_is_locked_too(s3: Mapping[str, str], tmp_path: Path) -> None:
    store, _ = locked(s3)
    (tmp_path / "a").write_bytes(b"\x00" * (33 * 1024**2))
    store.put("a", tmp_path / "a", "application/pdf")
    assert store.locked_until("a") is not None


def test_what_need_not_last_is_not_locked(s3: Mapping[str, str]) -> None:
    store, _ = locked(s3)
    store.put("a", b"1", "text/plain", lasting=False)
    assert store.locked_until("a") is None
    with pytest.raises(StoreError, match="没有“b”这一份"):
        store.locked_until("b")


def test_a_bucket_that_locks_nothing_is_told_before_anything_is_kept(s3: Mapping[str, str]) -> None:
    store = open_store(f"s3://{UNLOCKED}/{uuid4().hex}", s3)
    with pytest.raises(StoreError, match=r"没有开启对象锁定.*ZISHEN_S3_LOCK=none"):
        store.put("a", b"1", "text/plain")
    assert list(store.list()) == []


def test_an_office_may_do_without_a_lock(s3: Mapping[str, str]) -> None:
    store = open_store(f"s3://{UNLOCKED}/{uuid4().hex}", {**s3, "ZISHEN_S3_LOCK": "none"})
    store.put("a", b"1", "text/plain")
    assert store.get("a") == b"1"
    assert store.locked_until("a") is None


def test_what_another_program_did_to_a_locked_object_is_remembered(s3: Mapping[str, str]) -> None:
    """Neither an overwrite nor a deletion is refused without a version; both leave the first version in the store."""
    store, name = locked(s3)
    for key in ("a", "b", "c"):
        store.put(key, b"1", "text/plain")
    _client(s3).put_object(BUCKET, f"{name}/a", io.BytesIO(b"2"), 1)
    _client(s3).remove_object(BUCKET, f"{name}/b")
    assert list(store.oddities()) == [Oddity("a", "overwritten"), Oddity("b", "deleted")]
    assert list(store.oddities("c")) == []


# ── a server that comes and goes ────────────────────────────────────────────────────────────────────────────────────


def test_a_server_that_comes_back_is_waited_for(s3: Mapping[str, str]) -> None:
    """Two seconds without anybody at the port; the put waits, tries again and succeeds."""
    port, behind = free_port(), s3["ZISHEN_S3_ENDPOINT"]
    store = open_store(f"s3://{BUCKET}/{uuid4().hex}", {**s3, "ZISHEN_S3_ENDPOINT": f"127.0.0.1:{port}"})
    door = threading.Thread(target=_open_door, args=(port, behind), daemon=True)
    opening = threading.Timer(2, door.start)
    opening.start()
    began = time.monotonic()
    store.put("a", b"1", "text/plain")
    assert time.monotonic() - began >= 1.5
    assert store.get("a") == b"1"


def _open_door(port: int, behind: str) -> None:
    """Pass on what comes to a port to the server behind it."""
    host, _, number = behind.partition(":")
    with socket.create_server(("127.0.0.1", port)) as listening:
        listening.settimeout(10)
        while True:
            try:
                here, _ = listening.accept()
            except TimeoutError:
                return
            there = socket.create_connection((host, int(number)))
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    try:
        while piece := one.recv(65536):
            other.sendall(piece)
    except OSError:
        return
    finally:
        other.close()

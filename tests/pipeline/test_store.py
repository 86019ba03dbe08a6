"""The promises of the vault, made by a folder and by a bucket alike."""

import errno
import io
import os
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from minio import Minio

from pipeline.errors import BadSettings, StoreError
from pipeline.folder import FolderStore
from pipeline.store import Store, open_store
from tests.weed import BUCKET, free_port

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


def test_a_step_of_a_key_may_have_255_bytes_and_no_more(store: Store) -> None:
    longest = "质" * 85  # 255 bytes in UTF-8
    store.put(longest, b"1", "text/plain")
    assert store.get(longest) == b"1"
    with pytest.raises(StoreError, match="255"):
        store.put(longest + "a", b"1", "text/plain")


def test_a_key_may_have_1024_bytes_and_no_more(tmp_path: Path) -> None:
    longest = "/".join(["a" * 204] * 5)  # 5 × 204 + 4
    FolderStore(tmp_path).put(longest, b"1", "text/plain")
    with pytest.raises(StoreError, match="1024"):
        FolderStore(tmp_path).put(longest + "a", b"1", "text/plain")


def test_an_address_says_where_a_person_opens_it(tmp_path: Path, s3: Mapping[str, str]) -> None:
    assert open_store(str(tmp_path), {}).address(KEY) == str(tmp_path / KEY)
    assert open_store("s3://bucket/批次/", s3).address(KEY) == f"s3://bucket/批次/{KEY}"
    assert open_store("s3://bucket", s3).address(KEY) == f"s3://bucket/{KEY}"


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
    [("ZISHEN_S3_SECURE", "maybe"), ("ZISHEN_S3_ENDPOINT", "http://127.0.0.1:1"), ("ZISHEN_S3_REGION", "不是区域")],
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
    store = open_store(f"s3://{BUCKET}", {**s3, "ZISHEN_S3_ENDPOINT": f"127.0.0.1:{free_port()}"})
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

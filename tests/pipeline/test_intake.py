"""The promises of the door: what comes in, under which names, and what is said about the rest."""

import errno
import hashlib
import io
import os
import re
from pathlib import Path

import pytest

from pipeline.errors import NothingToRead, StoreError
from pipeline.intake import Limits, _Door, receive
from pipeline.model import Media, Submission
from tests.pipeline.zips import PDF, packed, write

SHA_OF_PDF = hashlib.sha256(PDF).hexdigest()


def names(submission: Submission) -> list[tuple[str, ...]]:
    return [file.names for file in submission.files]


def problems(submission: Submission) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in submission.problems]


# ── what comes in ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_becomes_files_named_from_inside_it_in_order(tmp_path: Path) -> None:
    package = write(tmp_path / "临港样品有限公司", {"证书/二.pdf": PDF, "一.txt": "说明".encode()})
    got = receive(package, tmp_path / "in")
    assert got.name == "临港样品有限公司"
    assert names(got) == [("一.txt",), ("证书/二.pdf",)]
    assert [file.media for file in got.files] == [Media.TEXT, Media.PDF]
    assert [file.size for file in got.files] == [6, len(PDF)]
    assert got.problems == ()


def test_bytes_are_kept_once_under_their_fingerprint_and_nothing_else_is(tmp_path: Path) -> None:
    package = write(tmp_path / "p", {"a.pdf": PDF, "b/c.pdf": PDF})
    got = receive(package, tmp_path / "in")
    assert names(got) == [("a.pdf", "b/c.pdf")]
    assert [path.name for path in (tmp_path / "in").iterdir()] == [SHA_OF_PDF]
    assert (tmp_path / "in" / SHA_OF_PDF).read_bytes() == PDF


def test_a_zip_and_the_folder_it_was_made_from_are_the_same_submission(tmp_path: Path) -> None:
    files = {"证书/二.pdf": PDF, "一.txt": b"1"}
    folder = receive(write(tmp_path / "包", files), tmp_path / "in")
    (tmp_path / "包.zip").write_bytes(packed(files))
    zipped = receive(tmp_path / "包.zip", tmp_path / "in")
    assert zipped == folder


def test_one_name_more_is_another_submission(tmp_path: Path) -> None:
    one = receive(write(tmp_path / "1", {"a.pdf": PDF}), tmp_path / "in")
    two = receive(write(tmp_path / "2", {"a.pdf": PDF, "b.pdf": PDF}), tmp_path / "in")
    assert one.sha256 != two.sha256


def test_a_single_file_is_a_package(tmp_path: Path) -> None:
    got = receive(write(tmp_path, {"自评报告.pdf": PDF}) / "自评报告.pdf", tmp_path / "in")
    assert got.name == "自评报告"
    assert names(got) == [("自评报告.pdf",)]


def test_names_are_put_into_one_form(tmp_path: Path) -> None:
    got = receive(write(tmp_path / "p", {"e\u0301.pdf": PDF}), tmp_path / "in")
    assert names(got) == [("\u00e9.pdf",)]


def test_names_unpacked_by_a_program_that_kept_gbk_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    with open(os.path.join(os.fsencode(folder), "营业执照.pdf".encode("gbk")), "wb") as file:  # noqa: PTH118, PTH123 - pathlib takes no bytes
        file.write(PDF)
    assert names(receive(folder, tmp_path / "in")) == [("营业执照.pdf",)]


# ── nothing to read ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="路径不存在"):
        receive(tmp_path / "没有", tmp_path / "in")


def test_a_path_that_cannot_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        receive(tmp_path / ("a" * 5000), tmp_path / "in")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "空" / "也空").mkdir(parents=True)
    with pytest.raises(NothingToRead, match="里面没有文件"):
        receive(tmp_path / "空", tmp_path / "in")


def test_a_folder_of_system_files_alone_is_empty(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="里面没有文件"):
        receive(write(tmp_path / "p", {".DS_Store": b"x"}), tmp_path / "in")


def test_a_single_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=re.escape("一.pdf：文件是空的（0 字节）")):
        receive(write(tmp_path, {"一.pdf": b""}) / "一.pdf", tmp_path / "in")


def test_an_empty_zip_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({}))
    with pytest.raises(NothingToRead, match="压缩包里没有文件"):
        receive(tmp_path / "a.zip", tmp_path / "in")


def test_a_package_that_is_a_damaged_zip_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.pdf": PDF})[:40])
    with pytest.raises(NothingToRead, match=re.escape("a.zip：文件已损坏")):
        receive(tmp_path / "a.zip", tmp_path / "in")


# ── one bad file does not sink the rest ─────────────────────────────────────────────────────────────────────────────


def test_an_empty_file_in_a_package_is_a_problem(tmp_path: Path) -> None:
    got = receive(write(tmp_path / "p", {"a.pdf": PDF, "b.pdf": b""}), tmp_path / "in")
    assert names(got) == [("a.pdf",)]
    assert problems(got) == [("empty_file", "b.pdf")]
    assert not got.problems[0].remark


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "__MACOSX/._a.pdf", "~$申报表.docx", "x/desktop.ini"])
def test_system_files_are_left_aside_and_said_so(tmp_path: Path, name: str) -> None:
    got = receive(write(tmp_path / "p", {"a.pdf": PDF, name: b"x"}), tmp_path / "in")
    assert names(got) == [("a.pdf",)]
    assert problems(got) == [("ignored_system_file", name)]
    assert got.problems[0].remark


def test_content_wins_over_the_extension_and_both_are_named(tmp_path: Path) -> None:
    got = receive(write(tmp_path / "p", {"营业执照.JPG": PDF}), tmp_path / "in")
    assert got.files[0].media is Media.PDF
    assert problems(got) == [("wrong_extension", "营业执照.JPG")]
    assert got.problems[0].what == "扩展名是 .JPG，内容却是 PDF，已按内容处理"
    assert got.problems[0].remark


def test_links_are_not_followed(tmp_path: Path) -> None:
    package = write(tmp_path / "p", {"a.pdf": PDF})
    outside = write(tmp_path / "outside", {"secret.pdf": PDF + b"secret"})
    (package / "file.pdf").symlink_to(outside / "secret.pdf")
    (package / "folder").symlink_to(outside)
    (package / "broken.pdf").symlink_to(tmp_path / "nowhere")
    got = receive(package, tmp_path / "in")
    assert names(got) == [("a.pdf",)]
    assert problems(got) == [("symlink", "broken.pdf"), ("symlink", "file.pdf"), ("symlink", "folder")]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    package = write(tmp_path / "p", {"a.pdf": PDF})
    os.mkfifo(package / "pipe")
    assert problems(receive(package, tmp_path / "in")) == [("special_file", "pipe")]


def test_a_name_that_would_steer_a_terminal_is_refused_and_shown_harmless(tmp_path: Path) -> None:
    got = receive(write(tmp_path / "p", {"a.pdf": PDF, "b\x1b[2J.pdf": PDF}), tmp_path / "in")
    assert problems(got) == [("unsafe_path", "b\ufffd[2J.pdf")]


@pytest.mark.parametrize(("number", "told"), [(errno.EACCES, "没有读取权限"), (errno.EIO, "存储介质读取出错")])
def test_a_file_that_cannot_be_read_is_a_problem_and_leaves_nothing(tmp_path: Path, number: int, told: str) -> None:
    class Broken(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise OSError(number, os.strerror(number))

    door = _Door(tmp_path, Limits())
    door.take("坏.pdf", Broken(), inside="坏.pdf", depth=1)
    assert [(problem.code, problem.what) for problem in door.problems] == [
        ("unreadable_file", f"文件读不出来（{told}）")
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_that_cannot_be_written_is_an_error_of_the_store(tmp_path: Path) -> None:
    package = write(tmp_path / "p", {"a.pdf": PDF})
    (tmp_path / "in").write_bytes(b"")
    with pytest.raises(StoreError, match="工作文件夹"):
        receive(package, tmp_path / "in")


@pytest.mark.parametrize(("magic", "kind"), [(b"Rar!\x1a\x07\x01\x00", "RAR"), (b"7z\xbc\xaf\x27\x1c\x00\x04", "7Z")])
def test_archives_we_cannot_open_are_named(tmp_path: Path, magic: bytes, kind: str) -> None:
    got = receive(write(tmp_path / "p", {"a.pdf": PDF, "b.zip": magic}), tmp_path / "in")
    assert problems(got) == [("archive_unsupported", "b.zip")]
    assert kind in got.problems[0].what


# ── limits, from both sides ─────────────────────────────────────────────────────────────────────────────────────────


def test_as_many_files_as_the_limit_come_in_and_one_more_does_not(tmp_path: Path) -> None:
    package = write(tmp_path / "p", {"1": b"1", "2": b"2"})
    assert problems(receive(package, tmp_path / "in", Limits(files=2))) == []
    got = receive(write(package, {"3": b"3", "4": b"4"}), tmp_path / "in", Limits(files=2))
    assert names(got) == [("1",), ("2",)]
    assert problems(got) == [("too_many_files", "3")]
    assert "其后的文件" in got.problems[0].what


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    package = write(tmp_path / "p", {"a": b"x" * 10, "b": b"y" * 11, "c": b"z"})
    got = receive(package, tmp_path / "in", Limits(file_bytes=10))
    assert names(got) == [("a",), ("c",)]
    assert problems(got) == [("file_too_large", "b")]


def test_a_package_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    package = write(tmp_path / "p", {"a": b"x" * 10, "b": b"y" * 10})
    assert problems(receive(package, tmp_path / "in", Limits(total_bytes=20))) == []
    got = receive(package, tmp_path / "in", Limits(total_bytes=19))
    assert names(got) == [("a",)]
    assert problems(got) == [("package_too_large", "b")]


def test_a_path_may_be_as_long_as_the_limit_and_no_longer(tmp_path: Path) -> None:
    package = write(tmp_path / "p", {"一二/三.pdf": PDF, "一二/三四.pdf": PDF})
    got = receive(package, tmp_path / "in", Limits(name_length=8))
    assert names(got) == [("一二/三.pdf",)]
    assert problems(got) == [("name_too_long", "一二/三四.pd…")]

"""The promises of the door about zips, which are trusted in nothing they say."""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from pipeline.errors import NothingToRead
from pipeline.intake import Limits, receive
from pipeline.model import Media, Submission
from tests.pipeline.zips import PDF, packed, unflagged, write


def zipped(tmp_path: Path, data: bytes, limits: Limits | None = None) -> Submission:
    """The zip in a folder beside a sound file, so that the rest can go on."""
    package = write(tmp_path / "p", {"z.zip": data, "first.pdf": PDF})
    got = receive(package, tmp_path / "in", limits or Limits())
    assert got.files[0].names[0] == "first.pdf"
    return got


def names(submission: Submission) -> list[str]:
    return sorted(name for file in submission.files for name in file.names if name != "first.pdf")


def problems(submission: Submission) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in submission.problems]


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
def test_names_without_the_flag_are_read_as_utf8_or_gbk_and_never_as_mojibake(tmp_path: Path, encoding: str) -> None:
    got = zipped(tmp_path, unflagged("证书/营业执照.pdf".encode(encoding), PDF + b"2"))
    assert names(got) == ["z.zip/证书/营业执照.pdf"]


def test_names_with_the_flag_are_utf8(tmp_path: Path) -> None:
    assert names(zipped(tmp_path, packed({"证书/质量.pdf": PDF}))) == ["z.zip/证书/质量.pdf"]


def test_a_gbk_character_that_ends_in_a_backslash_byte_stays_whole(tmp_path: Path) -> None:
    raw = "誠信.pdf".encode("gbk")
    assert b"\x5c" in raw
    assert names(zipped(tmp_path, unflagged(raw, PDF))) == ["z.zip/誠信.pdf"]


def test_backslashes_of_windows_programs_are_folders(tmp_path: Path) -> None:
    assert names(zipped(tmp_path, unflagged("证书\\一.pdf".encode("gbk"), PDF))) == ["z.zip/证书/一.pdf"]


def _unicode_path(checksum: int) -> bytes:
    body = b"\x01" + struct.pack("<L", checksum) + "质量手册.pdf".encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


def test_the_unicode_path_field_is_believed_when_it_belongs_to_the_name(tmp_path: Path) -> None:
    raw = b"????.pdf"
    got = zipped(tmp_path, unflagged(raw, PDF, _unicode_path(zlib.crc32(raw))))
    assert names(got) == ["z.zip/质量手册.pdf"]


def test_the_unicode_path_field_of_another_name_is_not_believed(tmp_path: Path) -> None:
    raw = b"renamed.pdf"
    got = zipped(tmp_path, unflagged(raw, PDF, _unicode_path(zlib.crc32(raw) ^ 1)))
    assert names(got) == ["z.zip/renamed.pdf"]


@pytest.mark.parametrize("name", ["../a.pdf", "x/../../a.pdf", "/etc/a.pdf", "C:/a.pdf", "..\\a.pdf", "\\\\nas\\a.pdf"])
def test_names_that_lead_out_are_refused_and_the_rest_comes_in(tmp_path: Path, name: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, PDF + b"evil")
        archive.writestr("b.pdf", PDF + b"good")
    got = zipped(tmp_path, held.getvalue())
    assert names(got) == ["z.zip/b.pdf"]
    assert [code for code, _ in problems(got)] == ["unsafe_path"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "p"]
    assert {path.name for path in (tmp_path / "in").iterdir()} == {file.sha256 for file in got.files}


def test_two_entries_of_one_name_and_other_bytes_are_told_and_the_first_comes_in(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.pdf", PDF + b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.pdf", PDF + b"2")
    got = zipped(tmp_path, held.getvalue())
    assert problems(got) == [("duplicate_name", "z.zip/a.pdf")]
    assert (tmp_path / "in" / got.files[1].sha256).read_bytes() == PDF + b"1"


# ── zips in zips ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_zips_in_zips_open_to_the_limit_and_no_deeper(tmp_path: Path) -> None:
    third = packed({"三.pdf": PDF + b"3", "四.zip": packed({"四.pdf": PDF + b"4"})})
    got = zipped(tmp_path, packed({"二.zip": packed({"三.zip": third})}), Limits(nesting=3))
    assert names(got) == ["z.zip/二.zip/三.zip/三.pdf"]
    assert problems(got) == [("nested_too_deep", "z.zip/二.zip/三.zip/四.zip")]
    deeper = zipped(tmp_path, packed({"二.zip": packed({"三.zip": third})}), Limits(nesting=4))
    assert names(deeper) == ["z.zip/二.zip/三.zip/三.pdf", "z.zip/二.zip/三.zip/四.zip/四.pdf"]
    assert problems(deeper) == []


def test_the_package_itself_adds_no_step_to_the_names(tmp_path: Path) -> None:
    (tmp_path / "包.zip").write_bytes(packed({"a.pdf": PDF, "证书.zip": packed({"b.pdf": PDF + b"2"})}))
    got = receive(tmp_path / "包.zip", tmp_path / "in")
    assert names(got) == ["a.pdf", "证书.zip/b.pdf"]
    assert got.name == "包"


def test_a_zip_under_another_extension_is_opened_and_said_so(tmp_path: Path) -> None:
    got = receive(write(tmp_path / "p", {"证书.pdf": packed({"a.pdf": PDF})}), tmp_path / "in")
    assert names(got) == ["证书.pdf/a.pdf"]
    assert problems(got) == [("wrong_extension", "证书.pdf")]


def test_an_empty_zip_among_others_is_told(tmp_path: Path) -> None:
    assert problems(zipped(tmp_path, packed({"folder/": b""}))) == [("empty_archive", "z.zip")]


# ── damage and malice ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("keep", [4, 30, 60, -1])
def test_a_zip_cut_short_is_told(tmp_path: Path, keep: int) -> None:
    assert problems(zipped(tmp_path, packed({"a.pdf": PDF * 9})[:keep])) == [("damaged_archive", "z.zip")]


def test_an_entry_whose_checksum_is_wrong_is_told_and_not_kept(tmp_path: Path) -> None:
    data = packed({"a.txt": b"right", "b.txt": b"sound"}, zipfile.ZIP_STORED).replace(b"right", b"wrong", 1)
    got = zipped(tmp_path, data)
    assert names(got) == ["z.zip/b.txt"]
    assert problems(got) == [("damaged_entry", "z.zip/a.txt")]


def test_no_single_wrong_byte_makes_the_door_fall(tmp_path: Path) -> None:
    sound = packed({"一.pdf": PDF, "二.txt": b"text" * 20})
    for at in range(0, len(sound), 3):
        data = sound[:at] + bytes([sound[at] ^ 0xFF]) + sound[at + 1 :]
        zipped(tmp_path, data)


def test_an_encrypted_entry_is_told(tmp_path: Path) -> None:
    data = bytearray(packed({"a.pdf": PDF}))
    data[6] |= 1  # the flags of the entry itself
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and of the list
    assert problems(zipped(tmp_path, bytes(data))) == [("encrypted_entry", "z.zip/a.pdf")]


def test_an_unknown_way_of_compressing_is_told(tmp_path: Path) -> None:
    data = bytearray(packed({"a.pdf": PDF}))
    data[8] = data[data.index(b"PK\x01\x02") + 10] = 9  # "Deflate64", which Windows uses for large files
    assert problems(zipped(tmp_path, bytes(data))) == [("unsupported_compression", "z.zip/a.pdf")]


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.pdf")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert problems(zipped(tmp_path, held.getvalue())) == [("symlink", "z.zip/link.pdf")]


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    data = packed({"bomb.txt": b"0" * 200_000, "a.pdf": PDF + b"2"})  # deflate makes about 1000 to 1 of it
    got = zipped(tmp_path, data, Limits(ratio=200, ratio_from=100_000))
    assert problems(got) == [("compression_ratio", "z.zip/bomb.txt")]
    assert names(got) == ["z.zip/a.pdf"]


def test_what_is_small_may_be_compressed_however_well(tmp_path: Path) -> None:
    data = packed({"zeros.txt": b"0" * 200_000})
    assert problems(zipped(tmp_path, data, Limits(ratio=200, ratio_from=200_000))) == []


def test_sizes_are_counted_and_not_believed(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": b"0" * 5000}))
    listed = data.index(b"PK\x01\x02")
    data[listed + 24 : listed + 28] = struct.pack("<L", 10)  # "I shall be 10 bytes long"
    got = zipped(tmp_path, bytes(data), Limits(file_bytes=4000))
    assert names(got) == []
    assert problems(got)[0][1] == "z.zip/a.txt"
    assert sum(path.stat().st_size for path in (tmp_path / "in").iterdir()) == len(PDF)


def test_a_zip_may_be_larger_than_one_file_may_be(tmp_path: Path) -> None:
    data = packed({"a": b"1" * 90, "b": b"2" * 90}, zipfile.ZIP_STORED)
    assert len(data) > 100
    assert names(zipped(tmp_path, data, Limits(file_bytes=100))) == ["z.zip/a", "z.zip/b"]


def test_the_total_counts_what_zips_hold_and_not_the_zips(tmp_path: Path) -> None:
    data = packed({"in.zip": packed({"a": b"1" * 500}, zipfile.ZIP_STORED)}, zipfile.ZIP_STORED)
    most = len(PDF) + len(packed({"a": b"1" * 500}, zipfile.ZIP_STORED))  # the inner zip must fit while it is opened
    assert names(zipped(tmp_path, data, Limits(total_bytes=most))) == ["z.zip/in.zip/a"]
    assert problems(zipped(tmp_path, data, Limits(total_bytes=most - 1))) == [("package_too_large", "z.zip/in.zip")]


def test_entries_are_counted_and_the_rest_is_left(tmp_path: Path) -> None:
    data = packed({f"{number}.txt": b"%d" % number for number in range(5)})
    got = zipped(tmp_path, data, Limits(files=4))  # first.pdf, z.zip, and two entries
    assert names(got) == ["z.zip/0.txt", "z.zip/1.txt"]
    assert problems(got) == [("too_many_files", "z.zip/2.txt")]


def test_a_list_of_entries_too_long_to_load_is_not_loaded(tmp_path: Path) -> None:
    data = bytearray(packed({"a.pdf": PDF}))
    end = data.index(b"PK\x05\x06")
    data[end + 12 : end + 16] = struct.pack("<L", 16 * 1024**2 + 1)
    assert problems(zipped(tmp_path, bytes(data))) == [("too_many_files", "z.zip")]


def test_a_package_whose_every_entry_is_refused_is_told_with_the_reasons(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"../a.pdf": PDF}))
    with pytest.raises(NothingToRead, match="路径指向材料之外"):
        receive(tmp_path / "a.zip", tmp_path / "in")


# ── zips that are papers ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "entries", "media"),
    [
        ("申报表.docx", ("[Content_Types].xml", "word/document.xml"), Media.DOCX),
        ("财务.xlsx", ("[Content_Types].xml", "xl/workbook.xml"), Media.XLSX),
        ("执照.ofd", ("OFD.xml", "Doc_0/Document.xml"), Media.OFD),
        ("展示.pptx", ("[Content_Types].xml", "ppt/presentation.xml"), Media.UNKNOWN),
        ("展示.odt", ("mimetype", "content.xml"), Media.UNKNOWN),
    ],
)
def test_papers_that_are_zips_inside_are_not_unpacked(
    tmp_path: Path, name: str, entries: tuple[str, ...], media: Media
) -> None:
    got = receive(write(tmp_path / "p", {name: packed(dict.fromkeys(entries, b"<x/>"))}), tmp_path / "in")
    assert [(file.names, file.media) for file in got.files] == [((name,), media)]
    assert got.problems == ()

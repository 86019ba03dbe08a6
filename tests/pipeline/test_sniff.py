"""Types are told by content."""

from pathlib import Path

import pytest

from pipeline.model import Media
from pipeline.sniff import claim_fails, sniff
from tests.pipeline.zips import packed

BITMAP = b"BM" + bytes(12) + (40).to_bytes(4, "little") + bytes(36)


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"%PDF-1.4\n", Media.PDF),
        (b"\x00" * 1019 + b"%PDF-", Media.PDF),
        (b"\x00" * 1020 + b"%PDF-", Media.UNKNOWN),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Media.JPEG),
        (b"\x89PNG\r\n\x1a\n", Media.PNG),
        (b"II*\x00", Media.TIFF),
        (b"MM\x00*", Media.TIFF),
        (BITMAP, Media.BMP),
        (b"BMW is a text", Media.TEXT),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Media.WEBP),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", Media.UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Media.OLE),
        (b"{\\rtf1\\ansi", Media.RTF),
        ("质量　手册\r\n".encode(), Media.TEXT),
        ("\ufeff质量".encode(), Media.TEXT),
        ("质量手册".encode("gbk"), Media.TEXT),
        (b"\x00\x01\x02\x03", Media.UNKNOWN),
        (b"", Media.UNKNOWN),
    ],
)
def test_the_first_bytes_tell_the_type(tmp_path: Path, data: bytes, media: Media) -> None:
    (tmp_path / "file").write_bytes(data)
    assert sniff(tmp_path / "file") is media


def test_a_zip_that_holds_an_uncompressed_pdf_is_a_zip(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(packed({"a.pdf": b"%PDF-1.4"}, 0))
    assert sniff(tmp_path / "file") is Media.ZIP


def test_a_long_text_cut_inside_a_character_is_still_text(tmp_path: Path) -> None:
    for encoding in ("utf-8", "gbk"):
        (tmp_path / "file").write_bytes(b"a" + "质".encode(encoding) * 40_000)
        assert sniff(tmp_path / "file") is Media.TEXT


@pytest.mark.parametrize(
    ("name", "media", "fails"),
    [
        ("a.pdf", Media.PDF, False),
        ("a.PDF", Media.PDF, False),
        ("a.doc", Media.DOCX, True),
        ("a.wps", Media.OLE, False),
        ("a.wps", Media.PDF, True),
        ("a.jpeg", Media.JPEG, False),
        ("a.jpg", Media.PNG, True),
        ("a.pdf", Media.UNKNOWN, True),
        ("a", Media.PDF, False),
        ("a.unheard-of", Media.PDF, False),
    ],
)
def test_an_extension_is_held_to_what_it_promises(name: str, media: Media, fails: bool) -> None:
    assert claim_fails(name, media) is fails

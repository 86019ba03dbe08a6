"""An unchanged file is never read twice, and what is recalled is what was read."""

import hashlib
import io
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.ink.ocr import OcrSettings
from flows.recall import read_once
from pipeline.folder import FolderStore
from pipeline.model import Media, Reading, SourceFile
from samples.typeset import Face, font_file

OCR = OcrSettings()


@pytest.fixture
def memory(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


def a_form(folder: Path, text: str = "申报单位：海市蜃楼仪器有限公司") -> tuple[SourceFile, Path]:
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(written)
    return laid_down(folder, written.getvalue(), Media.DOCX)


def a_scan(*pages: str) -> bytes:
    """A picture of one page a line, in large print."""
    drawn = []
    for words in pages:
        page = Image.new("RGB", (900, 300), "white")
        ImageDraw.Draw(page).text((60, 100), words, "black", font=ImageFont.truetype(str(font_file(Face.SANS)), 60))
        drawn.append(page)
    written = io.BytesIO()
    drawn[0].save(written, "TIFF", save_all=True, append_images=drawn[1:])
    return written.getvalue()


def laid_down(folder: Path, raw: bytes, media: Media) -> tuple[SourceFile, Path]:
    sha256 = hashlib.sha256(raw).hexdigest()
    path = folder / sha256
    path.write_bytes(raw)
    return SourceFile(sha256=sha256, names=("申报表.docx",), size=len(raw), media=media), path


def read_text(reading: Reading) -> list[str]:
    return [line.text for page in reading.pages for line in page.lines]


def test_a_file_is_recalled_without_its_bytes(tmp_path: Path, memory: FolderStore) -> None:
    """The second time the file is not even opened: it may be gone."""
    source, path = a_form(tmp_path)
    first = read_once(source, path, OCR, memory)
    path.unlink()

    assert read_once(source, path, OCR, memory) == first
    assert read_text(first) == ["申报单位：海市蜃楼仪器有限公司"]


def test_what_is_recalled_bears_the_name_of_today(tmp_path: Path, memory: FolderStore) -> None:
    source, path = a_form(tmp_path)
    read_once(source, path, OCR, memory)
    renamed = source.model_copy(update={"names": ("附件1：申报表（定稿）.docx",)})

    assert read_once(renamed, path, OCR, memory).file == renamed


def test_another_runtime_reads_for_itself(tmp_path: Path, memory: FolderStore) -> None:
    source, path = a_form(tmp_path)
    read_once(source, path, OCR, memory)
    read_once(source, path, OcrSettings(engine="onnxruntime"), memory)

    assert len(list(memory.list("readings/"))) == 2


def test_the_number_of_threads_changes_nothing(tmp_path: Path, memory: FolderStore) -> None:
    source, path = a_form(tmp_path)
    read_once(source, path, OcrSettings(threads=1), memory)
    read_once(source, path, OcrSettings(threads=2), memory)

    assert len(list(memory.list("readings/"))) == 1


def test_of_a_scan_with_one_page_changed_only_that_page_is_read(tmp_path: Path, memory: FolderStore) -> None:
    """Two pages are remembered; the file that comes again with another second page costs one picture more."""
    first, again = tmp_path / "first", tmp_path / "again"
    for folder, words in ((first, ("第一页", "第二页")), (again, ("第一页", "补正后的第二页"))):
        folder.mkdir()
        read_once(*laid_down(folder, a_scan(*words), Media.TIFF), OCR, memory)

    assert len([key for key in memory.list("readings/") if "/pictures/" in key]) == 3


def test_a_remembered_picture_stands_where_it_is_now(tmp_path: Path, memory: FolderStore) -> None:
    """The second page of one file is the first of another: the same words, on the page they are on."""
    book, leaf = tmp_path / "book", tmp_path / "leaf"
    book.mkdir()
    leaf.mkdir()
    whole = read_once(*laid_down(book, a_scan("第一页", "海市蜃楼"), Media.TIFF), OCR, memory)
    alone = read_once(*laid_down(leaf, a_scan("海市蜃楼"), Media.TIFF), OCR, memory)

    (line,), (there,) = alone.pages[0].lines, whole.pages[1].lines
    assert line.text == there.text == "海市蜃楼"
    assert (line.place, there.place) == (
        there.place.model_copy(update={"page": 1}),
        line.place.model_copy(update={"page": 2}),
    )


def test_what_met_a_problem_is_read_anew(tmp_path: Path, memory: FolderStore) -> None:
    """A program that is installed meanwhile, or a disk that has room again, must count."""
    source, path = laid_down(tmp_path, b"", Media.UNKNOWN)

    assert read_once(source, path, OCR, memory).problems
    assert list(memory.list("readings/")) == []


def test_without_a_store_nothing_is_kept(tmp_path: Path) -> None:
    source, path = a_form(tmp_path)

    assert read_text(read_once(source, path, OCR, None))
    assert [file.name for file in tmp_path.iterdir()] == [source.sha256]

"""An unchanged file is never read twice, and what is recalled is what was read."""

import hashlib
import io
from pathlib import Path

import docx
import pytest

from extractors.ocr import OcrSettings
from flows.recall import read_once
from pipeline.folder import FolderStore
from pipeline.model import Media, Reading, SourceFile

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


def test_what_met_a_problem_is_read_anew(tmp_path: Path, memory: FolderStore) -> None:
    """A program that is installed meanwhile, or a disk that has room again, must count."""
    source, path = laid_down(tmp_path, b"", Media.UNKNOWN)

    assert read_once(source, path, OCR, memory).problems
    assert list(memory.list("readings/")) == []


def test_without_a_store_nothing_is_kept(tmp_path: Path) -> None:
    source, path = a_form(tmp_path)

    assert read_text(read_once(source, path, OCR, None))
    assert [file.name for file in tmp_path.iterdir()] == [source.sha256]

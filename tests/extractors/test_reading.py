"""Whatever is handed in, a reading comes back that says what became of it."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run

import docx
import pytest

from extractors.reading import read
from pipeline.model import Media, Reading, SourceFile, canonical

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]


def test_a_file_is_read_by_what_it_is_and_not_by_its_name(file: File) -> None:
    document = docx.Document()
    document.add_paragraph("申报表")
    held = io.BytesIO()
    document.save(held)
    reading = read(*file("其实是新格式.doc", held.getvalue(), Media.DOCX), None)
    assert [line.text for line in reading.pages[0].lines] == ["申报表"]


def test_an_empty_file_is_named(file: File) -> None:
    reading = read(*file("空.pdf", b"", Media.PDF), None)
    assert [(problem.code, problem.file) for problem in reading.problems] == [("empty_file", "空.pdf")]


@pytest.mark.parametrize("media", [Media.OLE, Media.ZIP, Media.TEXT, Media.UNKNOWN])
def test_a_format_that_is_not_read_says_what_to_hand_in_instead(file: File, media: Media) -> None:
    reading = read(*file("材料", b"x", media), None)
    (problem,) = reading.problems
    assert problem.code == "unsupported_format"
    assert problem.next_step.startswith("请")
    assert reading.pages == ()


@pytest.mark.parametrize(
    "media", [Media.PDF, Media.DOCX, Media.RTF, Media.JPEG, Media.PNG, Media.TIFF, Media.BMP, Media.WEBP]
)
def test_rubbish_of_any_kind_is_a_problem_and_no_crash(file: File, media: Media) -> None:
    """Neither zeros nor text can be opened as what the first bytes promised."""
    for content in (b"\0" * 64, b"not at all", bytes(range(256))):
        reading = read(*file("坏", content, media), None)
        assert len(reading.problems) == 1
        assert reading.problems[0].code.startswith("damaged_")
        assert reading.problems[0].file == "坏"


def test_a_reading_goes_through_json_and_back(file: File) -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "组织名称"
    held = io.BytesIO()
    document.save(held)
    reading = read(*file("表.docx", held.getvalue(), Media.DOCX), None)
    assert canonical(Reading.model_validate_json(canonical(reading))) == canonical(reading)


def test_naming_the_readers_loads_no_heavy_library() -> None:
    """The command line answers at once because libraries load when the first file needs them."""
    heavy = (
        "paddleocr",
        "paddlex",
        "openvino",
        "onnxruntime",
        "cv2",
        "numpy",
        "PIL",
        "pypdfium2",
        "pdfplumber",
        "docx",
    )
    told = f"import sys, extractors.reading; print([name for name in {heavy!r} if name in sys.modules])"
    done = run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"

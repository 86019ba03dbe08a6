"""The cells of text pages are those that pdfplumber finds, on pages that neither was made for."""

import hashlib
from pathlib import Path

import pdfplumber
import pytest

from extractors.files.pdf import read_pdf
from pipeline.model import Media, Page, SourceFile

SAMPLES = Path(__file__).parents[2] / "samples"
REPORTS = sorted((SAMPLES / "shanghai").rglob("*审计报告*.pdf"))[:4]
WATERMARKED = min((SAMPLES / "shanghai").rglob("*公共信用信息报告.pdf"))


def cells(page: Page) -> list[str]:
    return sorted(bare(cell.text) for table in page.tables for cell in table.cells if bare(cell.text))


def yardstick(page: pdfplumber.page.Page) -> list[str]:
    tables = page.extract_tables()
    return sorted(bare(cell) for table in tables for row in table for cell in row if cell and bare(cell))


def bare(text: str) -> str:
    return "".join(text.split())


def read(path: Path) -> tuple[Page, ...]:
    raw = path.read_bytes()
    source = SourceFile(sha256=hashlib.sha256(raw).hexdigest(), names=(path.name,), size=len(raw), media=Media.PDF)
    return read_pdf(source, path, None).pages


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_the_cells_are_those_of_the_yardstick(path: Path) -> None:
    with pdfplumber.open(path) as theirs:
        assert [cells(page) for page in read(path)] == [yardstick(page) for page in theirs.pages]


def test_a_watermark_is_in_no_cell() -> None:
    """The yardstick weaves the watermark's letters into the words it crosses; here it stays a line of its own."""
    found = [cell for page in read(WATERMARKED) for cell in cells(page)]

    assert "2012年03月15日" in found
    assert not any("公共信用信息服务中心" in cell for cell in found)
    assert any("公共信用信息服务中心" in line.text for page in read(WATERMARKED) for line in page.lines)

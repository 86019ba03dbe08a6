"""How fast pages with a text layer are read: `python -m benchmarks.speed_text --packages DIR [--files N] [--save]`.

The same pages, one file after the other in one run: read as the pipeline reads them (lines with their boxes, tables,
seals, whether the text layer can be believed), with pdfplumber's `extract_text`, and with PDFium's text alone, the
least that any reader on PDFium takes. Processor time is compared. Pages are parted by what else stands on them,
because a seal or a pasted picture is read from its pixels: on a page of text alone no model may be loaded, and that is
looked at.
"""

import argparse
import hashlib
import json
import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.accuracy_measure import medium_of
from benchmarks.accuracy_truth import truths
from benchmarks.speed_ocr import processor_seconds
from extractors.ink import ocr
from extractors.ink.ocr import OcrSettings
from extractors.reading import read
from pipeline.model import Media, Reading, SourceFile

ROOT = Path(__file__).parent.parent
_TEXT_PAGE = re.compile(r"第 (\d+) 页")


TEXT, STAMPED, PICTURED = "text alone", "small pictures, such as seals", "pictures that are read"


class Took(NamedTuple):
    """Some pages of one file: what each reader took in processor seconds, and whether the models had to be loaded."""

    path: Path
    kind: str
    pages: int
    ours: float
    pdfplumber: float
    pdfium: float
    looked: bool


def files(folder: Path, most: int) -> list[Path]:
    """PDFs all of whose pages have a text layer, taken from all packages in turn."""
    found: list[Path] = []
    for truth in truths(folder):
        if not truth.package.is_dir():
            continue
        conditions: dict[str, set[str]] = {}
        for one in truth.facts:
            conditions.setdefault(one.file, set()).add(medium_of(one.condition))
        found += [truth.package / file for file, of in conditions.items() if of == {"text layer"}]
    found = [path for path in found if path.suffix.lower() == ".pdf" and path.is_file()]
    return found[:: max(len(found) // most, 1)][:most]


def ours(path: Path, settings: OcrSettings) -> Reading:
    raw = path.read_bytes()
    source = SourceFile(sha256=hashlib.sha256(raw).hexdigest(), names=(path.name,), size=len(raw), media=Media.PDF)
    return read(source, path, settings)


def theirs(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return sum(len(page.extract_text()) for page in pdf.pages)


def barest(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def parted(path: Path, settings: OcrSettings) -> dict[str, list[int]]:
    """The pages of a file, counted from 0, by what stands on them beside text; doubtful text layers are left out."""
    kinds: dict[str, list[int]] = {}
    told = ours(path, settings).dispositions
    for one in told:
        if (page := _TEXT_PAGE.fullmatch(one.part)) and one.how.startswith("文字层") and "核对" not in one.how:
            pictures = [other.how for other in told if other.part.startswith(f"{one.part}图片")]
            seen = any("按图像识别" in how for how in pictures)
            kinds.setdefault(PICTURED if seen else STAMPED if pictures else TEXT, []).append(int(page[1]) - 1)
    return kinds


def measure(paths: list[Path], settings: OcrSettings) -> Iterator[Took]:
    """Pages of one kind are put into a file of their own, so that all three open and read the very same."""
    import pypdfium2

    with tempfile.TemporaryDirectory(prefix="zishen-speed-text-") as scratch:
        alone = Path(scratch) / "pages.pdf"
        for path in paths:
            for kind, numbers in parted(path, settings).items():
                with pypdfium2.PdfDocument(path) as whole, pypdfium2.PdfDocument.new() as some:
                    some.import_pages(whole, numbers)
                    some.save(alone)
                ocr._loaded.cache_clear()  # noqa: SLF001 - loaded again only if a page is looked at
                ours(alone, settings)
                looked = bool(ocr._loaded.cache_info().currsize)  # noqa: SLF001 - the same
                took = []
                for read_it in (lambda: ours(alone, settings), lambda: theirs(alone), lambda: barest(alone)):
                    before = processor_seconds()
                    read_it()
                    took.append(processor_seconds() - before)
                yield Took(path, kind, len(numbers), took[0], took[1], took[2], looked)


def told(took: list[Took]) -> dict[str, object]:
    """The figures of the pages of one kind."""
    pages = sum(one.pages for one in took)
    mine, other, least = (
        sum(each) for each in zip(*((one.ours, one.pdfplumber, one.pdfium) for one in took), strict=True)
    )
    return {
        "files": len(took),
        "pages": pages,
        "ours, ms a page": round(1000 * mine / pages, 2),
        "pdfplumber, ms a page": round(1000 * other / pages, 2),
        "PDFium's text alone, ms a page": round(1000 * least / pages, 2),
        "pdfplumber over ours": round(other / mine, 2),
        "pdfplumber over PDFium": round(other / least, 2),
        "files for which a model was loaded": sum(one.looked for one in took),
    }


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, required=True, help="a folder with packages/ and truth/")
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/speed-text-<date>.json")
    arguments = parser.parse_args(argv)
    paths = files(arguments.packages, arguments.files)
    if not paths:
        print(f"no PDF with a text layer in {arguments.packages}", file=sys.stderr)
        return 2
    theirs(paths[0])  # the first file loads the library
    took = list(measure(paths, OcrSettings(threads=1)))
    result = {
        kind: told(those) for kind in (TEXT, STAMPED, PICTURED) if (those := [one for one in took if one.kind == kind])
    }
    for kind, figures in result.items():
        print(kind)
        for name, value in figures.items():
            print(f"  {name:<36} {value}")
    if arguments.save:
        today = date.today().isoformat()  # noqa: DTZ011 - the day the figures were taken, where they were taken
        whole = {"date": today, "python": platform.python_version(), "cores": os.cpu_count(), **result}
        saved = ROOT / "benchmarks" / "results" / f"speed-text-{today}.json"
        saved.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What somebody would write in an afternoon: `python -m benchmarks.afternoon BATCH OUT`, a loop over the packages.

Stock PaddleOCR on ONNX Runtime with its default settings and the models that we have too, pdfplumber, python-docx, and
the labels of `extractors/kinds` looked for by plain search. It reads what we read, and no more is asked of it: no
seals, no ticks, no places of evidence, no rules, no dossier, nothing kept. A line of JSON for each package.
"""

import json
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from benchmarks.speed_ocr import processor_seconds, stock
from extractors.files.office import program

_KINDS = Path(__file__).parent.parent / "extractors" / "kinds"
_PICTURES = {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"}
_OLD_WORD = {".doc", ".wps", ".rtf"}
_DPI = 200  # what pdf2image draws at if nothing is said
_SMALL = 200  # pixels; a picture in a Word file with a shorter side is a logo or a line
_HEAD = 200  # characters at the top of a page in which the title of its paper stands
_LEVEL = 0.6  # of a line's height that two lines side by side share

Ocr = Callable[[Any], "Sheet"]


class Word(NamedTuple):
    """One line of text and its box, in any unit as long as the whole page has the same."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Sheet(NamedTuple):
    """One page: its lines, the rows of its tables, and whether it was read by OCR."""

    lines: list[Word]
    rows: list[list[str]]
    scanned: bool = False

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines) + "".join(cell for row in self.rows for cell in row)


class Kind(NamedTuple):
    titles: tuple[str, ...]
    labels: dict[str, str]


def kinds() -> list[Kind]:
    """Take the titles and labels of each kind of paper, the longest first."""
    found = []
    for file in sorted(_KINDS.glob("*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        claims = [word for claim in told["claims"] for key in ("title", "head") for word in claim.get(key, ())]
        labels = {label: one["field"] for one in told.get("fields", ()) for label in one.get("labels", ())}
        titles = tuple(word.strip("=").strip() for word in claims if len(word.strip("=")) > 2)
        found.append(Kind(titles, dict(sorted(labels.items(), key=lambda one: -len(one[0])))))
    return found


def kind_of(sheet: Sheet, known: list[Kind]) -> Kind | None:
    """Take the kind whose title stands at the top of the page; the longest if there are several."""
    head = "".join(sheet.text.split())[:_HEAD]
    titled = [(len(title), kind) for kind in known for title in kind.titles if title in head]
    return max(titled, key=lambda one: one[0])[1] if titled else None


def values(sheet: Sheet, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give each field with what stands after its label: in the same line, to the right of it, or under it."""
    for row in sheet.rows:
        for cell, right in pairwise(row):
            if (field := labels.get(_plain(cell))) and right.strip():
                yield field, right.strip()
    for line in sheet.lines:
        text = _plain(line.text)
        for label, field in labels.items():
            if not text.startswith(label):
                continue
            rest = text[len(label) :].lstrip(":")
            if rest or (rest := _beside(line, sheet.lines)):
                yield field, rest
            break


def _beside(label: Word, lines: list[Word]) -> str:
    """Take the nearest line to the right on the same level, or else the nearest below."""
    right = [one for one in lines if one.left >= label.right and _level(label, one)]
    if right:
        return min(right, key=lambda one: one.left).text
    below = [one for one in lines if one.top >= label.bottom and one.left < label.right and one.right > label.left]
    return min(below, key=lambda one: one.top).text if below else ""


def _level(one: Word, other: Word) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _LEVEL * min(one.bottom - one.top, other.bottom - other.top)


def _plain(text: str) -> str:
    return "".join(text.split()).replace("：", ":").rstrip(":")


def sheets(path: Path, ocr: Ocr, scratch: Path) -> Iterator[Sheet]:
    """Read one file by what its name says it is."""
    suffix = path.suffix.lower()
    if suffix in _PICTURES:
        yield from _picture(path, ocr)
    elif suffix == ".pdf":
        yield from _pdf(path, ocr)
    elif suffix == ".docx":
        yield from _word(path, ocr)
    elif suffix in _OLD_WORD:
        if made := _as_docx(path, scratch):
            yield from _word(made, ocr)
    elif suffix == ".xlsx":
        yield from _table(path)


def _picture(path: Path, ocr: Ocr) -> Iterator[Sheet]:
    from PIL import Image, ImageOps, ImageSequence

    with Image.open(path) as opened:
        for frame in ImageSequence.Iterator(opened):
            yield ocr(ImageOps.exif_transpose(frame))


def _pdf(path: Path, ocr: Ocr) -> Iterator[Sheet]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            if not (page.extract_text() or "").strip():
                yield ocr(page.to_image(resolution=_DPI).original)
                continue
            lines = [Word(one["text"], one["x0"], one["top"], one["x1"], one["bottom"]) for one in _lines(page)]
            rows = [[cell or "" for cell in row] for table in page.extract_tables() for row in table]
            yield Sheet(lines, rows)


def _lines(page: Any) -> list[dict[str, Any]]:
    return page.extract_text_lines(return_chars=False)  # type: ignore[no-any-return]


def _word(path: Path, ocr: Ocr) -> Iterator[Sheet]:
    import io

    import docx
    from PIL import Image

    document = docx.Document(str(path))
    lines = [Word(one.text, 0, at, 1, at + 1) for at, one in enumerate(document.paragraphs)]
    yield Sheet(lines, [[cell.text for cell in row.cells] for table in document.tables for row in table.rows])
    for part in document.part.related_parts.values():
        if part.content_type.startswith("image/"):
            with Image.open(io.BytesIO(part.blob)) as picture:
                if min(picture.size) >= _SMALL:
                    yield ocr(picture)


def _as_docx(path: Path, scratch: Path) -> Path | None:
    import subprocess

    if not (office := program()):
        return None
    profile = f"-env:UserInstallation=file://{scratch}/profile"
    command = [office, profile, "--headless", "--convert-to", "docx", "--outdir", str(scratch), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return scratch / f"{path.stem}.docx"


def _table(path: Path) -> Iterator[Sheet]:
    import openpyxl

    for sheet in openpyxl.load_workbook(path, data_only=True):
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        yield Sheet([], rows)


def read(package: Path, ocr: Ocr, known: list[Kind]) -> dict[str, Any]:
    """Read one package; a file that cannot be read is named and passed over."""
    fields: list[tuple[str, str]] = []
    failed: list[str] = []
    pages = scanned = 0
    with tempfile.TemporaryDirectory(prefix="zishen-afternoon-") as name:
        scratch = Path(name)
        if package.suffix.lower() == ".zip":
            with ZipFile(package, metadata_encoding="gbk") as packed:
                packed.extractall(scratch / "package")
            package = scratch / "package"
        for file in sorted(one for one in package.rglob("*") if one.is_file()) or [package]:
            kind = None
            try:
                for sheet in sheets(file, ocr, scratch):
                    pages, scanned = pages + 1, scanned + sheet.scanned
                    kind = kind_of(sheet, known) or kind
                    fields += values(sheet, kind.labels) if kind else ()
            except Exception as fault:  # noqa: BLE001 - as a loop of an afternoon does: say so and go on
                failed.append(f"{file.name}: {type(fault).__name__}")
    return {"pages": pages, "scanned": scanned, "fields": fields, "failed": failed}


def stock_ocr(home: Path) -> Ocr:
    """PaddleOCR as `speed_ocr` sets it up, which leaves its threads to ONNX Runtime."""
    page_of = stock(home, threads=1)

    def ocr(picture: Any) -> Sheet:
        seen = page_of(picture)
        places = ((line.text, line.place) for line in seen.lines)
        lines = [Word(text, *_edges(place)) for text, place in places]
        return Sheet(lines, [], scanned=True)

    return ocr


def _edges(place: Any) -> tuple[float, float, float, float]:
    return place.box.left, place.box.top, place.box.right, place.box.bottom


def main() -> int:
    batch, out = Path(sys.argv[1]), Path(sys.argv[2])
    known = kinds()
    with tempfile.TemporaryDirectory(prefix="zishen-afternoon-") as home, out.open("w", encoding="utf-8") as told:
        ocr = stock_ocr(Path(home))
        for package in sorted(batch.iterdir()):
            clock, processor = time.perf_counter(), processor_seconds()
            found = read(package, ocr, known)
            clock, processor = time.perf_counter() - clock, processor_seconds() - processor
            took = {"seconds": round(clock, 3), "processor": round(processor, 3)}
            line = {"package": package.name, **took, **found}
            told.write(json.dumps(line, ensure_ascii=False) + "\n")
            told.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

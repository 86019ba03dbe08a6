"""Whether a reader's memory stays flat, and what the largest papers take: `python -m benchmarks.memory [--pages N]`.

One process reads pages no two of which have the same size, because each new size is something the OCR runtime may keep;
its memory is noted at every hundredth page. The largest papers are read each in a process of its own.
"""

import argparse
import hashlib
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from extractors.ink.ocr import OcrSettings, read_picture
from extractors.reading import read
from pipeline.model import Media, OnPage, SourceFile
from samples.typeset import Face, font_file

ROOT = Path(__file__).parent.parent
_WORDS = "质量管理体系认证证书有效期自评报告营业执照统一社会信用代码海市蜃楼仪器有限公司2026年6月30日"
_MIB = 1024**2
_EVERY = 100


def now() -> float:
    """Memory of this process at this moment, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MIB


def page(number: int) -> Any:
    """One page of a few printed lines, of a size of its own."""
    from PIL import Image, ImageDraw, ImageFont

    chance = random.Random(number)  # noqa: S311 - the same pages in every run
    size = chance.randint(22, 40)
    drawn = Image.new("RGB", (chance.randint(700, 1300), chance.randint(500, 1000)), "white")
    pen, font = ImageDraw.Draw(drawn), ImageFont.truetype(str(font_file(Face.SANS)), size)
    for row in range(chance.randint(4, 9)):
        words = "".join(chance.choices(_WORDS, k=chance.randint(4, (drawn.width - 80) // size)))
        pen.text((40, 30 + row * 2 * size), words, "black", font=font)
    return drawn


def flat(pages: int, ocr: OcrSettings) -> Iterator[dict[str, float]]:
    """Read so many pages in this process, telling its memory at every hundredth."""
    start = time.perf_counter()
    for number in range(1, pages + 1):
        read_picture(page(number), ocr, lambda box, _turned: OnPage(page=1, box=box))
        if number % _EVERY == 0:
            yield {"pages": number, "mib": round(now()), "seconds": round(time.perf_counter() - start)}


def long_pdf(path: Path) -> None:
    """A PDF of 300 pages of text."""
    from fpdf import FPDF

    chance = random.Random(300)  # noqa: S311 - the same book in every run
    book = FPDF(format="A4")
    book.add_font("song", fname=font_file(Face.SANS))
    for _ in range(300):
        book.add_page()
        book.set_font("song", size=10)
        for _ in range(40):
            book.cell(text="".join(chance.choices(_WORDS, k=42)), new_x="LMARGIN", new_y="NEXT", h=6)
    book.output(str(path))


def large_scan(path: Path) -> None:
    """A scan of 10 000 by 14 000 pixels: an A4 page at 1200 dpi."""
    from PIL import Image, ImageDraw, ImageFont

    drawn = Image.new("L", (10_000, 14_000), 255)
    pen, font = ImageDraw.Draw(drawn), ImageFont.truetype(str(font_file(Face.SANS)), 170)
    for row in range(30):
        pen.text((900, 900 + row * 400), _WORDS[row : row + 30], 0, font=font)
    drawn.save(path, compression="tiff_lzw")


def alone(path: Path, media: Media) -> dict[str, Any]:
    """Read one file in a process of its own and take its highest memory."""
    command = [sys.executable, "-m", "benchmarks.memory", "--one", str(path), "--media", media.value]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)  # type: ignore[no-any-return]


def one(path: Path, media: Media) -> dict[str, Any]:
    raw = path.read_bytes()
    source = SourceFile(sha256=hashlib.sha256(raw).hexdigest(), names=(path.name,), size=len(raw), media=media)
    del raw
    start = time.perf_counter()
    reading = read(source, path, OcrSettings())
    return {
        "pages": len(reading.pages),
        "lines": sum(len(one.lines) for one in reading.pages),
        "seconds": round(time.perf_counter() - start, 1),
        "highest_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "problems": [problem.code for problem in reading.problems],
    }


def measure(pages: int) -> dict[str, Any]:
    """Take all figures, telling them as they come."""
    told: dict[str, Any] = {"large": {}, "flat": []}
    with tempfile.TemporaryDirectory(prefix="zishen-memory-") as name:
        for what, make, media in (
            ("pdf of 300 pages", long_pdf, Media.PDF),
            ("scan of 10 000 x 14 000", large_scan, Media.TIFF),
        ):
            path = Path(name) / f"large.{media.value}"
            make(path)
            told["large"][what] = alone(path, media)
            print(what, told["large"][what], flush=True)
    for row in flat(pages, OcrSettings()):
        told["flat"].append(row)
        print(f"{row['pages']:5.0f} pages {row['mib']:6.0f} MiB {row['seconds']:6.0f} s", flush=True)
    told["highest_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if len(told["flat"]) > 1:
        first, last = told["flat"][0]["mib"], told["flat"][-1]["mib"]
        told["growth"] = round(last / first - 1, 4)
        print(f"from page {_EVERY} to page {pages}: {told['growth']:+.1%}; highest {told['highest_mib']} MiB")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/memory-<date>.json")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--media", type=Media, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(arguments.one, arguments.media)))
        return
    told = measure(arguments.pages)
    if arguments.save:
        today = date.today().isoformat()  # noqa: DTZ011 - the day the figures were taken, where they were taken
        machine = {"date": today, "python": platform.python_version(), "cores": os.cpu_count()}
        result = json.dumps({**machine, **told}, indent=1)
        (ROOT / "benchmarks/results" / f"memory-{today}.json").write_text(f"{result}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""How fast scans are read, and at what price in letters: `python -m benchmarks.speed_ocr --packages DIR [--pages N]`.

The same pages, the same models and the same cores, page after page in one run, so that other work on the machine hits
all alike. Processor time is what is compared; the clock is shown beside it.

ours          the reader as the pipeline uses it, with seals, tables and second looks
models        what `ours` spends inside the models alone
stock         PaddleOCR's own pipeline on ONNX Runtime with its default settings and the same models
rapidocr      RapidOCR as shipped, which has the same models
tesseract     Tesseract with chi_sim, where it is installed
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.accuracy_compare import letters_wrong, ocr_under
from benchmarks.accuracy_truth import Told, truths
from extractors.files.image import frames
from extractors.ink import ocr, ocr_engine, ocr_models
from extractors.ink.ocr import OcrSettings, read_picture
from pipeline.model import Box, Line, Method, OnPage, Page, Reader

ROOT = Path(__file__).parent.parent
_BY = Reader(name="benchmark", version="1")
_TURNED = ("turned_90", "turned_180", "turned_270")  # stock has no model for these, so its letters would not compare

Read = Callable[[Any], Page]


class Scan(NamedTuple):
    """One picture with the lines that are known to be printed on it."""

    path: Path
    picture: Any
    told: tuple[Told, ...]


class Spent(NamedTuple):
    """What one way of reading took for all pages, in seconds, and how many letters came out wrong."""

    processor: float = 0.0
    clock: float = 0.0
    wrong: int = 0
    letters: int = 0


def scans(folder: Path, most: int) -> list[Scan]:
    """Pictures of the packages, taken from all of them in turn; only those are opened."""
    found: list[tuple[Path, tuple[Told, ...]]] = []
    for truth in truths(folder):
        if not truth.package.is_dir():
            continue
        for file in truth.pages:
            told = tuple(
                one
                for one in truth.facts
                if one.file == file and isinstance(one.place, OnPage) and one.quote and one.legible
            )
            path = truth.package / file
            if told and path.suffix.lower() in {".jpg", ".png"} and told[0].condition not in _TURNED:
                found.append((path, told))
    step = max(len(found) // most, 1)
    return [Scan(path, next(frames(path)), told) for path, told in found[::step][:most]]


def measure(pages: list[Scan], ways: dict[str, Read]) -> dict[str, Spent]:
    """Let every way read every page, page by page."""
    spent = dict.fromkeys(ways, Spent())
    for page in pages:
        for name, read in ways.items():
            clock, processor = time.perf_counter(), processor_seconds()
            seen = read(page.picture)
            processor, clock = processor_seconds() - processor, time.perf_counter() - clock
            wrong, letters = _letters(page, seen)
            so_far = spent[name]
            spent[name] = Spent(
                so_far.processor + processor, so_far.clock + clock, so_far.wrong + wrong, so_far.letters + letters
            )
    return spent


def processor_seconds() -> float:
    """Seconds that this process, its threads and its children have had a processor."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _letters(page: Scan, seen: Page) -> tuple[int, int]:
    wrong = letters = 0
    for one in page.told:
        if isinstance(one.place, OnPage):
            wrong += letters_wrong(one.quote, ocr_under(one.place, seen) or "")
            letters += len("".join(one.quote.split()))
    return wrong, letters


def _page(size: tuple[int, int], lines: Iterator[tuple[str, float, float, float, float]]) -> Page:
    wide, tall = size
    made = []
    for text, left, top, right, bottom in lines:
        box = Box(left=left / wide, top=top / tall, right=right / wide, bottom=bottom / tall)
        made.append(Line(text=text, place=OnPage(page=1, box=box), method=Method.OCR, reader=_BY))
    return Page(number=1, lines=tuple(made))


def ours(settings: OcrSettings) -> Read:
    def read(picture: Any) -> Page:
        seen = read_picture(picture, settings, lambda box, _turned: OnPage(page=1, box=box))
        return Page(number=1, lines=seen.lines)

    return read


def watched(settings: OcrSettings) -> list[float]:
    """Add up the processor time that the models of `ours` take, from now on."""
    engine = ocr._engine(settings)  # noqa: SLF001 - the loaded models are what is measured
    inside = [0.0]
    parts = engine.pipeline.paddlex_pipeline
    for runner in (parts.text_det_model.runner, parts.text_rec_model.runner, engine.orientation.runner):
        runner.answer = _timed(runner.answer, inside)
    return inside


def _timed(answer: Callable[[Any], Any], inside: list[float]) -> Callable[[Any], Any]:
    def timed(batch: Any) -> Any:
        before = processor_seconds()
        found = answer(batch)
        inside[0] += processor_seconds() - before
        return found

    return timed


def stock(home: Path, threads: int) -> Read:
    """PaddleOCR with nothing set but where its models lie; its unwarping models are in no wheel and stay off."""
    import numpy as np

    ocr_engine.load("onnxruntime", None, threads)  # prepares the ground for importing PaddleOCR
    import paddleocr

    descriptions = ocr_engine._descriptions()  # noqa: SLF001 - the same models in the same form
    models = ocr_models.arrange(home, descriptions)
    pipeline = paddleocr.PaddleOCR(
        text_detection_model_name=ocr_models.DETECTION,
        text_detection_model_dir=str(models / ocr_models.DETECTION),
        text_recognition_model_name=ocr_models.RECOGNITION,
        text_recognition_model_dir=str(models / ocr_models.RECOGNITION),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine="onnxruntime",
    )

    def read(picture: Any) -> Page:
        result = pipeline.predict(np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1]))[0]
        boxes = zip(result["rec_texts"], result["rec_boxes"], strict=True)
        return _page(picture.size, ((text, *(float(edge) for edge in box)) for text, box in boxes))

    return read


def rapid() -> Read:
    import logging

    import numpy as np
    from rapidocr import RapidOCR

    engine: Any = RapidOCR()
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)

    def read(picture: Any) -> Page:
        result = engine(np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1]))
        found = zip(result.txts or (), result.boxes if result.boxes is not None else (), strict=True)
        return _page(
            picture.size, ((text, *box.min(axis=0).tolist(), *box.max(axis=0).tolist()) for text, box in found)
        )

    return read


def tesseract(program: str) -> Read:
    def read(picture: Any) -> Page:
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            picture.save(file.name, compress_level=1)
            command = [program, file.name, "-", "-l", "chi_sim", "tsv"]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rows = [row.split("\t") for row in told.splitlines()[1:]]
        return _page(picture.size, (_word(row) for row in rows if len(row) > 11 and row[11].strip()))

    return read


def _word(row: list[str]) -> tuple[str, float, float, float, float]:
    left, top, wide, tall = (float(edge) for edge in row[6:10])
    return row[11], left, top, left + wide, top + tall


def table(spent: dict[str, Spent], pages: int) -> Iterator[str]:
    yield f"{'':<12} {'processor s/page':>17} {'clock s/page':>13} {'times ours':>11} {'letters wrong':>16} {'n':>7}"
    base = spent["ours"].processor
    for name, one in spent.items():
        share = f"{one.wrong / one.letters:15.2%}" if one.letters else ""
        clock = f"{one.clock / pages:13.2f}" if one.clock else f"{'':>13}"
        yield (
            f"{name:<12} {one.processor / pages:17.2f} {clock} {one.processor / base:11.2f} {share:>16} "
            f"{one.letters or '':>7}"
        )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, required=True, help="a folder with packages/ and truth/")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/speed-ocr-<date>.json")
    arguments = parser.parse_args(argv)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.threads])
    pages = scans(arguments.packages, arguments.pages)
    if not pages:
        print(f"no pictures with truth in {arguments.packages}", file=sys.stderr)
        return 2
    settings = OcrSettings(threads=arguments.threads)
    with tempfile.TemporaryDirectory(prefix="zishen-speed-") as home:
        ways = {"ours": ours(settings), "stock": stock(Path(home), arguments.threads), "rapidocr": rapid()}
        if program := shutil.which("tesseract"):
            ways["tesseract"] = tesseract(program)
        for read in ways.values():  # the first page loads and compiles
            read(pages[0].picture)
        inside = watched(settings)
        spent = measure(pages, ways)
    spent = {"ours": spent.pop("ours"), "models": Spent(inside[0]), **spent}
    print(f"{len(pages)} pages, {arguments.threads} cores")
    print("\n".join(table(spent, len(pages))))
    if arguments.save:
        today = date.today().isoformat()  # noqa: DTZ011 - the day the figures were taken, where they were taken
        told = {"date": today, "python": platform.python_version(), "cores": arguments.threads, "pages": len(pages)}
        result = {**told, "ways": {name: one._asdict() for name, one in spent.items()}}
        folder = ROOT / "benchmarks" / "results"
        folder.mkdir(exist_ok=True)
        (folder / f"speed-ocr-{today}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What was read once is not read again: readings kept in the store by content, settings and the code that read.

A file is recalled by its bytes, a picture in it by its pixels: a scan that comes again with one page changed costs that
page.

They hold what the originals hold, numbers of people included, and are no part of the archive: no lock keeps them, no
manifest names them, and no view shows them.
"""

import functools
import hashlib
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from extractors.ink import ocr_models
from extractors.ink.ocr import OcrSettings
from extractors.reading import read
from pipeline.errors import ToolMissing
from pipeline.manifest import Model
from pipeline.model import Reading, SourceFile, canonical, fingerprint
from pipeline.store import Store

READ_WITH = ("paddleocr", "paddlex", "openvino", "onnxruntime", "rapidocr", "pypdfium2", "python-docx")


@dataclass(frozen=True)
class _Pictures:
    """What single pictures say, beside the readings of whole files."""

    store: Store
    folder: str

    def recall(self, name: str) -> bytes | None:
        key = f"{self.folder}/{name}.json"
        return self.store.get(key) if self.store.has(key) else None

    def keep(self, name: str, seen: bytes) -> None:
        self.store.put(f"{self.folder}/{name}.json", seen, "application/json", lasting=False)


def read_once(source: SourceFile, path: Path, ocr: OcrSettings, memory: Store | None) -> Reading:
    """Read a file, or recall how this very code read the same bytes before. What met a problem is always read anew."""
    if memory is None:
        return read(source, path, ocr)
    folder = f"readings/{_reader()}/{fingerprint(ocr.model_copy(update={'threads': 1}))[:12]}"
    key = f"{folder}/{source.sha256}.json"
    if memory.has(key):
        return Reading.model_validate_json(memory.get(key)).model_copy(update={"file": source})
    reading = read(source, path, ocr.model_copy(update={"memory": _Pictures(memory, f"{folder}/pictures")}))
    if not reading.problems:
        nameless = reading.model_copy(update={"file": source.model_copy(update={"names": (source.sha256,)})})
        memory.put(key, canonical(nameless), "application/json", lasting=False)
    return reading


@functools.cache
def models_used(models: Path | None) -> tuple[Model, ...]:
    """Name the models that read scans by their content, as the manifest of a run does; none where none are there."""
    try:
        files = ocr_models.files(models)
    except ToolMissing:
        return ()
    return tuple(Model(name=name, sha256=hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in files)


@functools.cache
def _reader() -> str:
    """Name the code that reads: another line of it, or another library, may read another thing."""
    told = hashlib.sha256()
    root = Path(str(resources.files("extractors")))
    for file in sorted(root.rglob("*.py")):
        told.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    for name in READ_WITH:
        told.update(f"{name} {version(name)}".encode())
    return told.hexdigest()[:12]

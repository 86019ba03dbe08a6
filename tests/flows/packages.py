"""Small packages of text for tests of the batch, and a desk to review them at."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from docx import Document

from extractors.ink.ocr import OcrSettings
from flows.batch import Source
from flows.job import Post
from flows.review import Desk
from pipeline.folder import FolderStore
from pipeline.settings import Office
from pipeline.vault import Vault

ON = date(2026, 6, 30)


def text_package(folder: Path, name: str, words: str = "任命张三为首席质量官。") -> Source:
    """Lay down a package with one short letter."""
    (folder / name).mkdir(parents=True)
    letter(folder / name / "任命文件.docx", f"{name}{words}")
    return Source(name, folder / name)


def letter(path: Path, *words: str) -> None:
    """Write a Word file; the same words give the same bytes."""
    word = Document()
    for line in ("关于任命首席质量官的通知", *words):
        word.add_paragraph(line)
    word.save(str(path))
    _write(path, _parts(path))


def long_text(path: Path, paragraphs: int) -> None:
    """Write a Word file that takes its reader a while, in no time."""
    letter(path)
    parts = _parts(path)
    body = parts["word/document.xml"].decode()
    more = "".join(f"<w:p><w:r><w:t>第 {number} 段的文字。</w:t></w:r></w:p>" for number in range(paragraphs))
    parts["word/document.xml"] = body.replace("<w:body>", f"<w:body>{more}", 1).encode()
    _write(path, parts)


def _parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as made:
        return {name: made.read(name) for name in made.namelist()}


def _write(path: Path, parts: dict[str, bytes]) -> None:
    with ZipFile(path, "w") as written:
        for name, content in parts.items():
            written.writestr(ZipInfo(name), content)


def post(folder: Path) -> Post:
    """Open a store below a folder, at the desk of an office that has decided nothing."""
    desk = Desk(Office(), ON, OcrSettings(), rules="shanghai-2022", award="gold-organisation")
    return Post(desk, Vault(FolderStore(folder / "store")))

"""What was finished is not done again: by everything a dossier depends on, the store knows which run came of it.

    finished/<fingerprint of the package, the rules, the office, the lists, the models and the code>/<run>

Only a shortcut: without it a package is reviewed again and becomes the same objects. What could not be read is no
finished work, because a program that is installed meanwhile may read it.
"""

import functools
import hashlib
from collections.abc import Callable
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from typing import Literal

from extractors.files import office
from flows.recall import models_used
from flows.review import Desk
from pipeline.dossier import unread
from pipeline.errors import StoreError
from pipeline.manifest import Model
from pipeline.model import Dossier, Noun, Submission, canonical, fingerprint
from pipeline.vault import Vault

_ROOMS = ("pipeline", "extractors", "validators", "letters", "flows")
_LIBRARIES = ("paddleocr", "paddlex", "openvino", "onnxruntime", "rapidocr", "pypdfium2", "pillow", "numpy")
_MORE = ("python-docx", "openpyxl", "jinja2", "chinesecalendar", "python-stdnum", "opencv-contrib-python-headless")


class Asked(Noun):
    """Everything that a dossier and its papers depend on. What is not in here must not be able to change a byte."""

    format: Literal["zishen.asked/1"] = "zishen.asked/1"
    submission: str
    office: str
    on: str
    rules: str
    award: str
    engine: str
    models: tuple[Model, ...]
    lists: tuple[str, ...]
    libreoffice: bool
    code: str


class Finished(Noun):
    """The run that came of it."""

    run: str


def asked(submission: Submission, desk: Desk) -> str:
    """Fingerprint what is asked for: one package, reviewed at one desk by this code."""
    return fingerprint(
        Asked(
            submission=fingerprint(submission),
            office=fingerprint(desk.office),
            on=desk.on.isoformat(),
            rules=desk.rules,
            award=desk.award,
            engine=desk.ocr.engine,
            models=models_used(desk.ocr.models),
            lists=tuple(f"{name} {one.sha256}" for name, one in sorted(desk.registers.supplied().items())),
            libreoffice=office.program() is not None,
            code=code(),
        )
    )


def finished(vault: Vault, key: str) -> tuple[str, Dossier] | None:
    """Give the run that an earlier review came to, if nothing of the same package was kept after it."""
    for name in vault.store.list(f"finished/{key}/"):
        run = Finished.model_validate_json(vault.store.get(name)).run
        last = vault.last(run.rpartition("/")[0])
        if last and last.content.run == run:
            kept = vault.store.get(f"sealed/{last.content.dossier_sha256}.json")
            return run, Dossier.model_validate_json(kept)
    return None


def remember(vault: Vault, key: str, run: str, submission: Submission, dossier: Dossier) -> None:
    """Note what was finished, if all of it was read. That the note cannot be made costs time later, and nothing now."""
    if len(unread(dossier.sheet.problems)) > len(unread(submission.problems)):
        return
    name = f"finished/{key}/{run.rpartition('/')[2]}"
    try:
        vault.store.put(name, canonical(Finished(run=run)), "application/json", lasting=False)
    except StoreError:
        return


@functools.cache
def code() -> str:
    """Fingerprint the code and its data, and the libraries whose versions may change what is read or drawn."""
    told = hashlib.sha256()
    for room in _ROOMS:
        _tell(resources.files(room), room, told.update)
    for name in (*_LIBRARIES, *_MORE):
        told.update(f"{name} {version(name)}\n".encode())
    return told.hexdigest()


def _tell(folder: Traversable, name: str, told: Callable[[bytes], None]) -> None:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inside = f"{name}/{one.name}"
        if one.is_dir():
            if one.name != "__pycache__":
                _tell(one, inside, told)
        else:
            told(f"{inside}\n".encode() + one.read_bytes())

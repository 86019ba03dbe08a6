"""What the vault says of itself: the manifest of a run, its place in the chain of its batch, and the head on top.

    <batch>/_chain/000042.json     the manifest of the 42nd run that was kept in the batch; putting it is what makes the
                                   run exist, and only one writer can put it
    <batch>/<package>/<run>/manifest.json   the same bytes, written last, for whoever opens the run
    <batch>/_head/0001.json        how many there are, the seal of the last, and the papers of the batch

The seal of a manifest is made of its number, the seal before it and the fingerprint of its content. Whoever is given
the fingerprints alone, without a name in them, can therefore follow the chain (pipeline/check_export.py does).
"""

import hashlib
from datetime import date
from typing import Any, Literal, NamedTuple

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from pipeline.masking import hide
from pipeline.model import Noun, Sha256, Submission, Version, fingerprint
from pipeline.settings import Office

NOTHING_BEFORE = "0" * 64
_LONGEST_NAME = 150  # bytes of a folder named after a package or a batch, so that a whole key keeps within 1,024


class Lasting(Noun):
    """A value whose bytes are hashed for ten years and longer.

    Fields are never taken away or renamed. What is added has a default, and a default is not written: so what an older
    version wrote stays the same to the byte.
    """

    @model_serializer(mode="wrap")
    def _without_defaults(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields = type(self).model_fields
        plain = {name for name in fields if name != "format" and getattr(self, name) == fields[name].default}
        return {name: value for name, value in whole(self).items() if name not in plain}


class Kept(Lasting):
    """One object of a run. `sealed` objects are for the archive alone; `shows` is the page that a picture shows."""

    key: str
    sha256: Sha256
    size: int = Field(ge=0)
    media_type: str
    sealed: bool = False
    shows: str = ""


class Model(Lasting):
    """A file of numbers that read or judged, by its content."""

    name: str
    sha256: Sha256


class Case(Noun):
    """What a review was made with, complete enough to make it again: the sealed companion of a dossier."""

    format: Literal["zishen.case/1"] = "zishen.case/1"
    submission: Submission
    office: Office
    on: date
    rules: str
    award: str
    ocr_engine: Literal["openvino", "onnxruntime"]


class Content(Lasting):
    """What a run is, wherever it stands in the chain. `follows` is the run of the same package that it replaces."""

    run: str
    package: str
    package_sha256: Sha256
    follows: str = ""
    on: date
    rules: str
    award: str
    rules_sha256: Sha256
    office_sha256: Sha256
    dossier_sha256: Sha256
    case_sha256: Sha256
    models: tuple[Model, ...] = ()
    versions: tuple[Version, ...]
    objects: tuple[Kept, ...] = Field(min_length=1)


class Manifest(Lasting):
    format: Literal["zishen.manifest/1"] = "zishen.manifest/1"
    number: int = Field(ge=1)
    previous: Sha256
    content: Content


class Head(Lasting):
    """The seal on a batch. `result` is the same for the same runs, in whatever order they were kept."""

    format: Literal["zishen.head/1"] = "zishen.head/1"
    batch: str
    number: int = Field(ge=1)
    previous: Sha256
    count: int = Field(ge=1)
    last: Sha256
    result: Sha256
    sealed_on: date
    papers: tuple[Kept, ...] = ()


class Tail(NamedTuple):
    """The end of a chain: how many links, and the seal of the last."""

    number: int = 0
    seal: str = NOTHING_BEFORE


def seal_of(manifest: Manifest) -> Sha256:
    return sealed_as(manifest.number, manifest.previous, fingerprint(manifest.content))


def sealed_as(number: int, previous: Sha256, content: Sha256) -> Sha256:
    return hashlib.sha256(f"zishen.seal/1 {number} {previous} {content}\n".encode()).hexdigest()


def result_of(manifests: list[Manifest]) -> Sha256:
    """Hash what stands at the end: of each package the last run, without its place in the chain."""
    current = {manifest.content.run.rpartition("/")[0]: fingerprint(manifest.content) for manifest in manifests}
    return hashlib.sha256("".join(sorted(current.values())).encode()).hexdigest()


def link_key(batch: str, number: int) -> str:
    return f"{batch}/_chain/{number:06d}.json"


def head_key(batch: str, number: int) -> str:
    return f"{batch}/_head/{number:04d}.json"


def manifest_key(run: str) -> str:
    return f"{run}/manifest.json"


def folder_name(name: str) -> str:
    """Name a folder as readably as may be: personal numbers, slashes and great lengths give way to a short hash.

    The hash is of what may be seen: one of a telephone number would be found by trying them all.

    >>> folder_name("03-临港样品有限公司")
    '03-临港样品有限公司'
    >>> folder_name("张三/13800138000").partition("~")[0]
    '张三-138____8000'
    """
    seen = hide(name)
    short = seen.replace("/", "-").replace("*", "_").encode()[:_LONGEST_NAME].decode(errors="ignore").strip(". ")
    if short == name and not name.startswith("_"):
        return name
    return f"{short.lstrip('_')}~{hashlib.sha256(seen.encode()).hexdigest()[:8]}"

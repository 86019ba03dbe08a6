"""What an office decides (`office.toml`) and what a machine is told (environment), both read strictly.

Neither is ever read by the judge itself: they are arguments.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from pipeline.errors import BadSettings
from pipeline.faults import faults_of
from pipeline.model import Basis, Noun, Remedy, Slug
from pipeline.registers import Sources


class Practice(Noun):
    """A paper the office asks for beside the regulation: by its annual notice or by its own practice.

    One paper of any of `kinds` satisfies it; with `yearly`, one for each year that the regulation's condition on losses
    looks back upon; with `max_age_days`, one that was made no more than so many days before the reference date.
    """

    id: Slug
    title: str
    basis: Basis
    kinds: tuple[Slug, ...] = Field(min_length=1)
    quote: str
    send: str
    yearly: bool = False
    max_age_days: int | None = Field(default=None, gt=0)
    remedy: Remedy = Remedy.SUPPLEMENT


class Letters(Noun):
    """What only the office can say in the papers that are written for it; what is not said stays a marked blank."""

    contact: str = ""  # who is asked, by what telephone, at what address: printed as it is written here
    supplement_by: date | None = None
    bureaux: tuple[str, ...] = ()  # beside those the regulation names
    reply_by: date | None = None
    publicity_from: date | None = None
    publicity_first_day_counts: bool | None = None
    publicity_names: tuple[str, ...] = ()  # who is to have the award; nothing proposes them


class Office(Noun):
    """The choices only an office can make. Empty means undecided: every reading of the text is then judged."""

    name: str = "（未设置评审办公室）"
    batch: str = ""
    rules: str = ""
    award: str = ""
    on: date | None = None
    issued_on: date | None = None  # of a regulation that runs from its issue and does not print the day
    readings: dict[str, str] = Field(default_factory=dict)
    practice: tuple[Practice, ...] | None = None
    registers: Sources = Sources()
    letters: Letters = Letters()
    sha256: str = hashlib.sha256(b"").hexdigest()


def read_office(path: Path | None) -> Office:
    """The office's settings, or the undecided office when there is no file."""
    if path is None:
        return Office()
    try:
        raw = path.read_bytes()
        return Office.model_validate({**tomllib.loads(raw.decode("utf-8")), "sha256": hashlib.sha256(raw).hexdigest()})
    except OSError as fault:
        raise BadSettings(str(path), [f"文件打不开：{fault.strerror}"]) from fault
    except UnicodeDecodeError as fault:
        raise BadSettings(str(path), ["文件不是 UTF-8 编码"]) from fault
    except tomllib.TOMLDecodeError as fault:
        raise BadSettings(str(path), [f"不是合格的 TOML：{fault}"]) from fault
    except ValidationError as fault:
        raise BadSettings(str(path), faults_of(fault, Office)) from fault


class Machine(Noun):
    """What this machine is told. Every setting has an environment variable `ZISHEN_…` of the same name."""

    ocr_engine: Literal["openvino", "onnxruntime"] = "openvino"
    ocr_models: Path | None = None
    ocr_threads: Annotated[int, Field(ge=1, le=256)] = 2
    workers: Annotated[int, Field(ge=0, le=1024)] = 0  # 0: as many as cores and memory allow
    worker_memory_mb: Annotated[int, Field(ge=0)] = 0  # 0: what is free, shared out
    file_minutes: Annotated[float, Field(gt=0)] = 30
    package_minutes: Annotated[float, Field(gt=0)] = 120
    patience_seconds: Annotated[float, Field(ge=0)] = 90  # for a store or a server of others that does not answer
    home: Path = Path("~/.zishen")


def read_machine(env: Mapping[str, str]) -> Machine:
    """The machine's settings from the environment.

    >>> read_machine({"ZISHEN_OCR_THREADS": "4"}).ocr_threads
    4
    """
    told = {name: env[key] for name in Machine.model_fields if (key := f"ZISHEN_{name.upper()}") in env}
    try:
        machine = Machine.model_validate(told)
    except ValidationError as fault:
        raise BadSettings("环境变量 ZISHEN_…", faults_of(fault, Machine)) from fault
    return machine.model_copy(update={"home": machine.home.expanduser()})

"""What a cell of a register may hold, and how offices write it.

A date may be as coarse as its list; a code is whole or not there. What cannot be read is refused, and the form it
should have is told.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from pipeline.replies import SEPARATORS
from pipeline.value import PaperDate

_DATE = re.compile(r"(\d{4})(?:[年/.-](\d{1,2})(?:[月/.-](\d{1,2})日?|月?)|年?)")
_CODE = re.compile(r"[0-9A-Z]{18}")
_RESIDENT = re.compile(r"[\d*]{17}[\dX*]")


def _day(text: object) -> object:
    """Read a date as precise as it is written: 2024-05-18, 2024年5月18日, 2024/5/18, 2024年5月, 2024."""
    if not isinstance(text, str):
        return text
    if not (found := _DATE.fullmatch(re.sub(r"\s", "", text))):
        raise ValueError("应写成 2024-05-18、2024年5月18日、2024年5月 或 2024 的样子")
    return {
        name: int(part) if part else None for name, part in zip(("year", "month", "day"), found.groups(), strict=True)
    }


def _full_day(text: object) -> object:
    told = _day(text)
    if isinstance(told, dict):
        if told["day"] is None:
            raise ValueError("应写到日，如 2024-05-18")
        return date(**told)
    return told


def _code(text: object) -> object:
    code = re.sub(r"[\s-]", "", text).upper() if isinstance(text, str) else text
    if isinstance(code, str) and not _CODE.fullmatch(code):
        raise ValueError("应为 18 位统一社会信用代码；没有代码的请留空")
    return code


def _resident_number(text: object) -> object:
    number = re.sub(r"\s", "", text).upper() if isinstance(text, str) else text
    if isinstance(number, str) and not _RESIDENT.fullmatch(number):
        raise ValueError("应为 18 位公民身份号码（可用 * 遮盖）；没有号码的请留空")
    return number


def _parts(text: object) -> object:
    if not isinstance(text, str):
        return text
    return tuple(part.strip() for part in re.split(f"[{SEPARATORS}]", text) if part.strip())


def _colour(text: object) -> object:
    return text.removesuffix("色") if isinstance(text, str) else text


def _grade(text: object) -> object:
    return re.sub(r"[档类级]$", "", text).upper() if isinstance(text, str) else text


class Measure(StrEnum):
    REVOKED = "撤销"
    BARRED = "限制申报"


class Reason(StrEnum):
    FRAUD = "弄虚作假"
    ACCIDENT = "重大事故"
    OTHER = "其他"


class Colour(StrEnum):
    GREEN = "绿"
    YELLOW = "黄"
    ORANGE = "橙"
    RED = "红"
    GREY = "灰"
    BLACK = "黑"


class Grade(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"


Day = Annotated[PaperDate, BeforeValidator(_day)]
FullDay = Annotated[date, BeforeValidator(_full_day)]
Code = Annotated[str, BeforeValidator(_code)]
ResidentNumber = Annotated[str, BeforeValidator(_resident_number)]
Parts = Annotated[tuple[str, ...], BeforeValidator(_parts)]
ColourWord = Annotated[Colour, BeforeValidator(_colour)]
GradeLetter = Annotated[Grade, BeforeValidator(_grade)]

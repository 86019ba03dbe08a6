"""Invented names, and numbers that pass their checks and belong to nobody.

Credit codes keep the real shape (authority, class, six digits of the registering authority), but their organisation
part begins with letters that no register has reached. Resident numbers use a region code that does not exist.
"""

import random
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from samples.applicant import Fixed
from samples.application import EntityKind

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BASE = len(_ALPHABET)
_CLASS: dict[EntityKind, str] = {
    "company": "91",
    "branch": "91",
    "group": "91",
    "internal_unit": "91",
    "sole_trader": "92",
    "institution": "12",
    "association": "51",
    "private_nonprofit": "52",
}
_UNREACHED = {"9": "MAY", "1": "MBY", "5": "MJY"}
_NOWHERE = "800000"
_ID_WEIGHTS = tuple(2**power % 11 for power in range(17, 0, -1))


class Words(Fixed):
    surnames: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    fancies: tuple[str, ...]
    latin: tuple[str, ...]
    roads: tuple[str, ...]
    patterns: tuple[str, ...]
    aims: tuple[str, ...]
    schools: tuple[str, ...]
    degrees: tuple[str, ...]
    titles: tuple[str, ...]
    posts: tuple[str, ...]
    early_posts: tuple[str, ...]
    social_posts: tuple[str, ...]
    units: tuple[str, ...]
    bodies: tuple[str, ...]
    prizes: tuple[str, ...]
    social_prizes: tuple[str, ...]


@cache
def words() -> Words:
    file = Path(__file__).with_name("names.toml")
    return Words.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


def person(rng: random.Random, gender: Literal["男", "女"] | None = None) -> str:
    told = words()
    given = {"男": told.men, "女": told.women, None: told.men + told.women}[gender]
    return rng.choice(told.surnames) + rng.choice(given)


def credit_code(kind: EntityKind, region: str, rng: random.Random) -> str:
    """Make a 统一社会信用代码 whose two check characters are right.

    >>> credit_code("company", "310104", random.Random(1))[:11]
    '91310104MAY'
    """
    head = _CLASS[kind] + region
    body = _UNREACHED[head[0]] + "".join(rng.choices(_ALPHABET, k=5))
    return head + body + body_check(body) + code_check(head + body + body_check(body))


def body_check(body: str) -> str:
    """Work out the check character of an organisation code (GB 11714, MOD 11).

    >>> body_check("13200001")
    '0'
    """
    rest = 11 - sum(weight * int(sign, 36) for weight, sign in zip(_BODY_WEIGHTS, body, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def code_check(first: str) -> str:
    """Work out the last character of a credit code from the seventeen before it (GB 32100, MOD 31).

    >>> code_check("91310104MA1FR0X18")
    'T'
    """
    total = sum(_ALPHABET.index(sign) * pow(3, place, _BASE) for place, sign in enumerate(first))
    return _ALPHABET[-total % _BASE]


def resident_number(born: date, gender: Literal["男", "女"], rng: random.Random) -> str:
    """Make an 18-digit number with a region that does not exist and the right check digit."""
    order = rng.randrange(100) * 10 + rng.choice((1, 3, 5, 7, 9) if gender == "男" else (0, 2, 4, 6, 8))
    first = f"{_NOWHERE}{born:%Y%m%d}{order:03}"
    return first + resident_check(first)


def resident_check(first: str) -> str:
    """Work out the check digit of a resident number (GB 11643, MOD 11-2).

    >>> resident_check("36042619910101007")
    '1'
    """
    rest = sum(int(digit) * weight for digit, weight in zip(first, _ID_WEIGHTS, strict=True)) % 11
    return "10X98765432"[rest]

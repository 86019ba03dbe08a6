"""Numbers of management-system certificates in the patterns of Chinese and foreign bodies.

Chinese bodies put their register number, the year of the audit, a letter for the system and the cycle into it; foreign
ones mostly count. The body numbers are of none: the register has not reached them.
"""

import random
import re
from collections.abc import Mapping
from typing import Literal

Pattern = Literal["register", "branch", "slash", "country", "office", "tax", "long", "letters", "pair"]
System = Literal["quality", "environment", "safety", "automotive"]

_LETTER: Mapping[System, str] = {"quality": "Q", "environment": "E", "safety": "S", "automotive": "T"}
_LETTERS: Mapping[System, str] = {"quality": "FM", "environment": "EMS", "safety": "OHS", "automotive": "TS"}
_SERVICE: Mapping[System, str] = {"quality": "100", "environment": "104", "safety": "213", "automotive": "111"}
_SHAPES: Mapping[Pattern, re.Pattern[str]] = {
    "register": re.compile(r"99[89]\d{2}[QEST]\d{5}R\dM"),
    "branch": re.compile(r"99[89]\d{2}[QEST]\d{6}R\d[SML]/9\d{3}"),
    "slash": re.compile(r"99/\d{2}[QEST]\d{4}R\d0"),
    "country": re.compile(r"CN\d{2}/9\d{7}"),
    "office": re.compile(r"CN9\d{5}"),
    "tax": re.compile(r"99 \d{3} \d{7}"),
    "long": re.compile(r"9\d{10}-MSC-XKAS-CHN"),
    "letters": re.compile(r"[A-Z]{2,3} 9\d{5}"),
    "pair": re.compile(r"9\d{7} / 9\d{7}"),
}
PATTERNS: tuple[Pattern, ...] = tuple(_SHAPES)
CHINESE: tuple[Pattern, ...] = ("register", "branch", "slash")


def certificate_number(pattern: Pattern, year: int, cycles: int, rng: random.Random) -> str:
    """Make the number of a quality certificate issued in a year after so many whole cycles with the body."""
    short, serial = year % 100, rng.randrange(10**6)
    return {
        "register": f"999{short:02}Q{10000 + serial % 90000}R{cycles}M",
        "branch": f"999{short:02}Q{serial:06}R{cycles}M/9100",
        "slash": f"99/{short:02}Q{serial % 10000:04}R{cycles}0",
        "country": f"CN{short:02}/9{serial:07}",
        "office": f"CN9{serial % 10**5:05}",
        "tax": f"99 100 {short:02}{serial % 10**5:05}",
        "long": f"9{short:02}{serial:08}-MSC-XKAS-CHN",
        "letters": f"FM 9{serial % 10**5:05}",
        "pair": f"9{serial:07} / 9{(serial + 7919) % 10**6:07}",
    }[pattern]


def pattern_of(number: str) -> Pattern:
    """Tell whose pattern a number follows; a number of no known pattern is a Chinese register's.

    >>> pattern_of("99923Q12345R1M"), pattern_of("CN22/90012345")
    ('register', 'country')
    """
    return next((name for name, shape in _SHAPES.items() if shape.fullmatch(number)), "register")


def sister_number(number: str, system: System) -> str:
    """The number of the same holder's certificate for another system, by the same body.

    >>> sister_number("99923Q12345R1M", "environment"), sister_number("99 100 2312345", "safety")
    ('99923E12345R1M', '99 213 2312345')
    >>> sister_number("FM 912345", "environment"), sister_number("CN22/90012345", "environment")
    ('EMS 912345', 'CN22/90012346')
    """
    match pattern_of(number):
        case "register" | "branch" | "slash":
            return number.replace("Q", _LETTER[system])
        case "tax":
            return number.replace(" 100 ", f" {_SERVICE[system]} ")
        case "letters":
            return number.replace("FM", _LETTERS[system])
    digits = re.findall(r"\d+", number)[-1]
    later = int(digits) + tuple(_LETTER).index(system)
    head, _, tail = number.rpartition(digits)
    return f"{head}{later:0{len(digits)}}{tail}"

"""The unified social credit code as it is printed, and as OCR mistakes it.

A misread code is repaired only when exactly one plausible repair passes the check digit.
"""

import re
from itertools import product

from stdnum.cn import uscc

from extractors.finding.words import squeeze

# Letters the code never uses, with what they are; and the one pair whose members may both stand in a code.
_NEVER = str.maketrans({"O": "0", "I": "1", "S": "5", "Z": "2", "V": "U"})
_EITHER = {"8": "8B", "B": "B8"}
_LENGTH = 18
_ALONE = re.compile(rf"(?<![0-9A-Z])[0-9A-Z]{{{_LENGTH}}}(?![0-9A-Z])")


def read_code(quote: str) -> tuple[str, ...]:
    """The code and its other readings, the likeliest first; a code that cannot be repaired keeps its text.

    >>> read_code("9131 0104 MA1FR0X18T")
    ('91310104MA1FR0X18T',)
    >>> read_code("9131O1O4MA1FROX1BT")
    ('91310104MA1FR0X18T', '9131O1O4MA1FROX1BT')
    """
    printed = re.sub(r"[-·.]", "", squeeze(quote)).upper()
    if alone := _ALONE.search(printed):
        printed = alone.group()
    if uscc.is_valid(printed) or len(printed) != _LENGTH:
        return (printed,)
    legal = printed.translate(_NEVER)
    candidates = {"".join(way) for way in product(*(_EITHER.get(character, character) for character in legal))}
    passing = [candidate for candidate in candidates if uscc.is_valid(candidate)]
    return (passing[0], printed) if len(passing) == 1 else (printed,)

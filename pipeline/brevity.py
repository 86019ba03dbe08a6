"""Long words of a finding: short for a first look, and line by line for a close one. Nothing is said anew."""

import re

_MOST = 120  # characters that are read at a glance
_STOPS = re.compile(r"(?<=[。；])")
_READINGS = re.compile(r"(?<=；)(?=按“)")
_ENDS = re.compile(r"(?<=。)(?!”|）)")


def clipped(text: str, most: int = _MOST) -> str:
    """Keep whole clauses from the front of a long text, and say that there is more.

    >>> clipped("甲不一致。乙不一致。丙不一致。", most=11)
    '甲不一致。乙不一致……'
    """
    if len(text) <= most:
        return text
    kept = ""
    for clause in _STOPS.split(text):
        if kept and len(kept) + len(clause) > most:
            break
        kept += clause
    return f"{kept[: most * 3 // 2].rstrip('。；，、：')}……"


def lines_of(text: str, most: int = _MOST) -> list[str]:
    """Put a long text line by line: a sentence a line, and a reading of the clause a line. Alike lines stand once.

    >>> lines_of("几种读法，结论不同。按“甲”，满足；按“乙”，不满足。", most=10)
    ['几种读法，结论不同。', '按“甲”，满足；', '按“乙”，不满足。']
    """
    if len(text) <= most:
        return [text]
    told = [line for sentence in _ENDS.split(text) for line in _READINGS.split(sentence) if line]
    return list(dict.fromkeys(told))

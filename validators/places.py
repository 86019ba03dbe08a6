"""Where words stand in an article: its paragraphs (款) and the numbered items (项) under them, as printed."""

import re

from validators.terms import plain

_ITEM = re.compile(r"\s*[（(](?P<item>[一二三四五六七八九十]+)[）)]")
_TOLD = re.compile(r"(?:第(?P<paragraph>[一二三四五六七八九十]+)款)?(?:[（(](?P<item>[一二三四五六七八九十]+)[）)])?")
_DIGITS = "一二三四五六七八九十"


def stands_under(text: str, item: str, quote: str) -> bool:
    r"""Tell whether a quotation stands under the paragraph and item that a rule names; naming none is always right.

    >>> article = "申报组织应当:\n（一）守法；\n（二）盈利。\n申报个人应当:\n（一）守信。"
    >>> [stands_under(article, item, "守信") for item in ("第二款（一）", "（一）", "第一款（一）", "（二）")]
    [True, True, False, False]
    """
    if not item:
        return True
    told = _TOLD.fullmatch(item.strip())
    if told is None:
        return False
    paragraph, under, number = 0, "", told["paragraph"] or ""
    parts: list[str] = []
    for line in text.strip().splitlines():
        found = _ITEM.match(line)
        under = found["item"] if found else ""
        paragraph += not found
        named = number in {"", _count(paragraph)} and told["item"] in {None, under}
        parts.append(plain(line) if named else "\n")
    return plain(quote) in "".join(parts)


def _count(number: int) -> str:
    return _DIGITS[number - 1] if 0 < number <= len(_DIGITS) else ""

"""How printed words are compared: full-width forms folded, blanks, brackets and colons set aside, places kept.

`fold` keeps every character at its place, so that what is found in the folded text can be quoted as printed.
"""

import re
import unicodedata
from functools import cache, lru_cache

_BRACKETED = re.compile(r"[(\[〔【][^)\]〕】]*[)\]〕】]")
_LAST_BRACKETS = re.compile(r"[(\[〔【][^)\]〕】]*[)\]〕】]$")
_MARKS = re.compile(r"[()\[\]〔〕【】:;*※.·]")
_NUMBERING = re.compile(
    r"^(?:\(?[一二三四五六七八九十]{1,3}[、.)]|第[一二三四五六七八九十]+[章节]|\(\d{1,2}\)|\d{1,2}[、.)](?!\d))"
)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The text with full-width letters, digits and marks made plain, character by character.

    >>> fold("名　称：（２０１９）")
    '名 称:(2019)'
    """
    return "".join(_fold_one(character) for character in text)


@cache
def _fold_one(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1:
        return character
    return " " if plain.isspace() and plain != "\n" else plain


def squeeze(text: str) -> str:
    """The folded text without any blanks: what claims and labels are compared in.

    >>> squeeze("营 业　执 照")
    '营业执照'
    """
    return "".join(fold(text).split())


def without_numbering(text: str) -> str:
    """A heading or row label without the number before it.

    >>> without_numbering("三、利润总额")
    '利润总额'
    """
    return _NUMBERING.sub("", text, count=1)


@lru_cache(maxsize=1 << 16)
def label_keys(text: str) -> tuple[str, str, str]:
    """The forms of a printed label, in small letters: all its words, without the last brackets, without any.

    >>> label_keys("企业（组织）名称（公章）：")
    ('企业组织名称公章', '企业组织名称', '企业名称')
    """
    plain = without_numbering(squeeze(text)).rstrip(":").lower()
    forms = (plain, _LAST_BRACKETS.sub("", plain), _BRACKETED.sub("", plain))
    return _MARKS.sub("", forms[0]), _MARKS.sub("", forms[1]), _MARKS.sub("", forms[2])


def in_brackets(text: str) -> str:
    """The words in brackets of a printed label, where its unit often stands.

    >>> in_brackets("注册资本（万元）")
    '万元'
    """
    return "".join(found.group()[1:-1] for found in _BRACKETED.finditer(squeeze(text)))


_CJK = r"\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’·—"
_BETWEEN = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")

_CHINESE_MARK = re.compile(r"(?<=[\u3400-\u9fff）”》])[:;,?!]")
_WIDE = {":": "：", ";": "；", ",": "，", "?": "？", "!": "！"}


def tidy(text: str) -> str:
    """The reading of printed text: no blanks inside Chinese, one between foreign words, Chinese brackets in Chinese.

    >>> tidy("申江精密(上海)　有限 公司")
    '申江精密（上海）有限公司'
    >>> tidy("GB/T 19001-2016 /  ISO 9001:2015")
    'GB/T 19001-2016 / ISO 9001:2015'
    """
    letters = "".join(_fold_one(character) if _fold_one(character).isalnum() else character for character in text)
    joined = " ".join(_BETWEEN.sub("", " ".join(letters.split())).split())
    if re.search(r"[\u3400-\u9fff]", joined):
        joined = joined.replace("(", "（").replace(")", "）")
        joined = _CHINESE_MARK.sub(lambda mark: _WIDE[mark.group()], joined)
        joined = _BETWEEN.sub("", joined)
    return joined

"""Doubts a text layer by cheap signs, and settles the doubt by reading a few of its lines from their ink.

A font may name its characters wrongly, and a page may show print that its text layer does not have. Sound pages cost
some counting and no OCR; a doubted page costs one small picture made of three of its lines.
"""

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from extractors.files.pdf_marks import Edges, Glyph, Marks

if TYPE_CHECKING:
    from PIL.Image import Image

_ENOUGH = 12  # Chinese characters from which their rarity says something
_PLENTY = 60  # and from which the absence of the frequent ones does
_COMMON = 0.75  # share of the 3755 first-level characters of GB 2312; names and places bring a few others
_FREQUENT_SHARE = 0.12
_STRANGE = 0.1  # share of Latin letters with accents: what GBK bytes look like when they are read as Latin
_AGREES = 0.6  # OCR slips stay well above it, wrong characters well below
_LINES = 3
_SHAPES = 8  # fewer are ornaments
_LONG_ENOUGH = 4  # characters of a line that is worth comparing
_DARK, _ELSEWHERE = 110, 0.002  # brightness of print, and the share of the page that two lines of small print ink
# Frequent in any Chinese text, and in the papers of firms and offices.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进"
    "着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关"
    "各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文"
    "总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门"
    "即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至"
    "达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商"
    "非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按"
    "格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严司企限股份址营执登注册盖章审申请评奖"
)


class Sample(NamedTuple):
    """Some lines of the text layer with the places of their ink."""

    words: str
    boxes: tuple[Edges, ...]


def doubt(found: Marks) -> str | None:
    """Why the characters of a text layer may be others than those printed, or None."""
    tally = Counter("".join(glyph.text for glyph in found.glyphs))
    ink = sum(number for one, number in tally.items() if not one.isspace())
    strange = sum(number for one, number in tally.items() if "\u0080" <= one <= "\u024f" and one.isalpha())
    han = {one: number for one, number in tally.items() if "\u3400" <= one <= "\u9fff"}
    many = sum(han.values())
    if ink >= _ENOUGH and strange > _STRANGE * ink:
        return "文字层多为异常字母"
    if many >= _ENOUGH and sum(number for one, number in han.items() if _is_common(one)) < _COMMON * many:
        return "文字层多为生僻字"
    if many >= _PLENTY and sum(number for one, number in han.items() if one in _FREQUENT) < _FREQUENT_SHARE * many:
        return "文字层中常用字异常地少"
    return None


@functools.cache
def _is_common(character: str) -> bool:
    """Whether a character is of the first level of GB 2312, whose rows are 16 to 55."""
    try:
        row = character.encode("gb2312")[0] - 0xA0
    except UnicodeEncodeError:
        return False
    return 16 <= row <= 55


def sample(lines: Sequence[tuple[str, Edges]]) -> Sample:
    """A few long lines from the top, the middle and the end of the page."""
    worth = [(text, edges) for text, edges in lines if len(_bare(text)) >= _LONG_ENOUGH]
    third = max(len(worth) / _LINES, 1)
    parts = [worth[round(third * at) : round(third * (at + 1))] for at in range(_LINES)]
    chosen = [max(part, key=lambda one: len(_bare(one[0]))) for part in parts if part]
    return Sample("".join(text for text, _ in chosen), tuple(edges for _, edges in chosen))


def strips(picture: "Image", found: Marks, boxes: Sequence[Edges]) -> "Image":
    """The ink of some lines one under another on white, for one reading of them all."""
    from PIL import Image

    scale = picture.width / found.sheet.width
    crops = []
    for box in boxes:
        air = (box.bottom - box.top) / 3
        edges = (box.left - air, box.top - air, box.right + air, box.bottom + air)
        crops.append(picture.crop(tuple(round(edge * scale) for edge in edges)))  # type: ignore[arg-type] # four edges
    gap = max(crop.height for crop in crops) // 2
    whole = Image.new("RGB", (max(crop.width for crop in crops) + 2 * gap, gap), "white")
    for crop in crops:
        top = whole.height
        longer = Image.new("RGB", (whole.width, top + crop.height + gap), "white")
        longer.paste(whole, (0, 0))
        longer.paste(crop, (gap, top))
        whole = longer
    return whole


def agrees(printed: str, seen: str) -> bool:
    """Whether two readings of the same lines are one text, some slips of OCR aside.

    >>> agrees("统一社会信用代码：91310000", "统一社会信用代码:9131OOO0"), agrees("縕丏秡伜佡用", "统一社会信用")
    (True, False)
    """
    return SequenceMatcher(None, _bare(printed), _bare(seen), autojunk=False).ratio() >= _AGREES


def letters(text: str) -> set[str]:
    return set(_bare(text))


def _bare(text: str) -> str:
    """Letters and figures only, in one width."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())


def drawn_letters(found: Marks) -> Edges | None:
    """The area in which many small shapes with curves stand away from the text: letters that are drawings now."""
    away = [one for one in found.outlines if not any(_touches(one, glyph) for glyph in found.glyphs)]
    if len(away) < _SHAPES:
        return None
    return Edges(
        min(one.left for one in away),
        min(one.top for one in away),
        max(one.right for one in away),
        max(one.bottom for one in away),
    )


def _touches(one: Edges, glyph: Glyph) -> bool:
    across, down = (one.left + one.right) / 2, (one.top + one.bottom) / 2
    return glyph.left <= across <= glyph.right and glyph.top <= down <= glyph.bottom


def has_ink_elsewhere(found: Marks, render: Callable[[float], "Image"]) -> bool:
    """Whether a page filled by a picture shows dark print where the text layer has none. Seals are no print: coloured.

    A designed page has its letters in the text layer; a scan with a visible stamp over it has them in the picture.
    """
    import numpy as np

    small = render(0.8)
    scale = small.width / found.sheet.width
    dark = np.asarray(small.convert("RGB")).max(axis=2) < _DARK
    for glyph in found.glyphs:
        top, left = max(round((glyph.top - 2) * scale), 0), max(round((glyph.left - 2) * scale), 0)
        dark[top : round((glyph.bottom + 2) * scale) + 1, left : round((glyph.right + 2) * scale) + 1] = False
    share = float(dark.mean())
    return _ELSEWHERE < share < 0.5  # a page that is mostly dark is painted, and no paper

"""Where the glyphs come from and where a Chinese line may break."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# One unbreakable piece: opening marks, one word or one character, closing marks.
_PIECE = re.compile(r"[（〔《“‘(]*(?:[A-Za-z0-9][A-Za-z0-9.,/:%+@-]*|.)[，。、；：？！）〕》”’％,;)]*", re.DOTALL)

_NO_INSTRUCTIONS = (
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)


class Face(StrEnum):
    """The Noto CJK fonts (OFL) that ship in the `mplfonts` wheel, found without running its code."""

    SERIF = "NotoSerifCJKsc-Regular.otf"
    SANS = "NotoSansCJKsc-Regular.otf"


@cache
def font_file(face: Face) -> Path:
    spec = find_spec("mplfonts")
    if spec is None or spec.origin is None:
        message = "the samples are drawn with the fonts of the mplfonts wheel: install requirements/dev.txt"
        raise ModuleNotFoundError(message)
    return Path(spec.origin).parent / "fonts" / face


@cache
def drawn_font(face: Face) -> Path:
    """The same font as TrueType with only the characters the samples use.

    Office programs embed TrueType, which every reader of PDF texts understands; and a small font is quickly embedded.
    """
    import atexit
    import shutil
    import tempfile

    from fontTools import subset

    here = Path(__file__).parent
    texts = (file.read_text(encoding="utf-8") for file in here.rglob("*") if file.suffix in {".py", ".toml", ".md"})
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    plain = subset.Options(hinting=False, desubroutinize=True, recalc_bounds=True)
    with subset.load_font(font_file(face), plain) as font:
        cutter = subset.Subsetter(plain)
        cutter.populate(text="".join(texts))
        cutter.subset(font)
        _to_truetype(font)
        font.save(folder / f"{face.name}.ttf")
    return folder / f"{face.name}.ttf"


def _to_truetype(font: Any) -> None:
    """Redraw the cubic outlines as quadratic ones, at most one unit in a thousand away."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    outlines, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        drawn[name] = pen.glyph()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = font.getGlyphOrder(), drawn
    font["loca"], font["glyf"] = newTable("loca"), glyf
    for old in ("CFF ", "VORG"):
        if old in font:
            del font[old]
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    for limit in _NO_INSTRUCTIONS:
        setattr(limits, limit, 1 if limit == "maxZones" else 0)
    font["post"].formatType = 3
    font.sfntVersion = "\x00\x01\x00\x00"


def wrap(text: str, width: float, measure: Callable[[str], float], *, indent: float = 0.0) -> Iterator[str]:
    """Cut text into lines no wider than `width`; closing marks never begin a line and opening ones never end it.

    >>> list(wrap("一二三，四五六", 3, len))
    ['一二', '三，四', '五六']
    """
    line, room = "", width - indent
    for piece in _PIECE.findall(text):
        if line and measure(line + piece) > room:
            yield line
            line, room = piece.lstrip(), width
        else:
            line += piece
    if line:
        yield line

"""Where the glyphs come from and where a Chinese line may break."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

# One unbreakable piece: opening marks, one word or one character, closing marks.
_PIECE = re.compile(r"[（〔《“‘(]*(?:[A-Za-z0-9][A-Za-z0-9.,/:%+@-]*|.)[，。、；：？！）〕》”’％,;)]*", re.DOTALL)


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
    """The same font with only the characters the samples use, so that each PDF is made in a tenth of the time."""
    import atexit
    import shutil
    import tempfile

    from fontTools import subset  # type: ignore[import-untyped] # fpdf2 brings it; it publishes no types

    here = Path(__file__).parent
    texts = (file.read_text(encoding="utf-8") for file in here.rglob("*") if file.suffix in {".py", ".toml", ".md"})
    plain = subset.Options(hinting=False, desubroutinize=True)
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    with subset.load_font(font_file(face), plain) as font:
        cutter = subset.Subsetter(plain)
        cutter.populate(text="".join(texts))
        cutter.subset(font)
        font.save(folder / face)
    return folder / face


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

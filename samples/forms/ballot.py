"""A font of one letter: the ticked box, which open Chinese fonts do not have and Word takes from a symbol font."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from samples.typeset import Face, drawn_font

TICKED = "☑"
_BOX, _TICK = "□", "✓"
_UNITS = 1000
_MOMENT = 3_864_800_000  # seconds since 1904: summer of 2026


@cache
def ballot_font() -> Path:
    """Draw a tick into an empty box, each as the text font has it."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont

    with TTFont(drawn_font(Face.SERIF)) as text:
        names, outlines = text.getBestCmap(), text.getGlyphSet()
        nothing, ticked = TTGlyphPen(None), TTGlyphPen(outlines)
        outlines[names[ord(_BOX)]].draw(ticked)
        outlines[names[ord(_TICK)]].draw(TransformPen(ticked, (0.8, 0, 0, 0.8, 110, 90)))
        glyphs: dict[str, Any] = {".notdef": nothing.glyph(), "ticked": ticked.glyph()}
    font = FontBuilder(_UNITS, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({ord(TICKED): "ticked"})
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({name: (_UNITS, getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": "Ballot", "styleName": "Regular", "psName": "Ballot-Regular"})
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    font.setupPost(keepGlyphNames=False)
    font.updateHead(created=_MOMENT, modified=_MOMENT)  # the same bytes in every rebuild
    font.font.recalcTimestamp = False
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    font.save(folder / "ballot.ttf")
    return folder / "ballot.ttf"

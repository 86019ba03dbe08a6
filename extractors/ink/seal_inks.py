"""The ink of one seal as pictures of letters: dark where it lies, in the seal's own colour and beside black print."""

from typing import Any

from extractors.ink.seals import FoundSeal, around
from pipeline.model import SealColour

_PRINT, _NO_PRINT = 0.42, 0.72  # of the paper's brightness in the seal's own colour: black print, and none
_MUCH_DARKER = 0.55  # than the ring of a grey seal is print


def inks(pixels: Any, one: FoundSeal) -> tuple[Any, Any, Any]:
    """The ink of a seal certain but blurred, sharp but torn by print, and everything dark."""
    if one.colour is SealColour.GREY:
        return _greys(pixels, one)
    return plain(pixels, one), _sharp(pixels, one), _dark(pixels, one)


def _greys(pixels: Any, one: FoundSeal) -> tuple[Any, Any, Any]:
    """A seal copied without its colour: its ink softened, without what is much darker than its ring, and as it is."""
    import cv2
    import numpy as np

    grey, dark = cv2.extractChannel(pixels, 1), _dark(pixels, one)
    ring = around(grey, one, 360, 100, 1.05)[92:]
    level = float(np.median(ring.min(axis=0)))
    print_over = cv2.dilate((grey < _MUCH_DARKER * level).astype("uint8"), np.ones((3, 3), "uint8"))
    return cv2.GaussianBlur(dark, (0, 0), 1.0), cv2.bitwise_and(dark, dark, mask=1 - print_over), dark


def plain(pixels: Any, one: FoundSeal) -> Any:
    """Where the seal's colour lies and how strong: certain of its ink, but as blurred as pictures keep colours."""
    import cv2

    red, green, blue = cv2.split(pixels)
    own, others = (red, cv2.max(green, blue)) if one.colour is SealColour.RED else (blue, cv2.max(red, green))
    return _stretched(cv2.subtract(own, others), one)


def _sharp(pixels: Any, one: FoundSeal) -> Any:
    """Where paper is darker in the seal's opposite colour but not in its own, as black print would be."""
    import cv2
    import numpy as np

    red, green, blue = cv2.split(pixels)
    own, opposite = (red, green) if one.colour is SealColour.RED else (blue, red)
    paper, bright = (float(np.percentile(around(part, one, 360, 20, 1.05), 85)) for part in (opposite, own))
    darker = cv2.subtract(np.full_like(opposite, int(paper)), opposite)
    unprinted = np.clip((own.astype("float32") - _PRINT * bright) / ((_NO_PRINT - _PRINT) * bright), 0, 1)
    return _stretched((darker * unprinted).astype("uint8"), one)


def printed(pixels: Any, one: FoundSeal) -> Any:
    """Where black print lies on the seal or close by, as 0 and 255."""
    import cv2
    import numpy as np

    own = cv2.extractChannel(pixels, 0 if one.colour is SealColour.RED else 2)
    bright = float(np.percentile(around(own, one, 360, 20, 1.05), 85))
    return cv2.dilate((own < _NO_PRINT * bright).astype("uint8") * 255, np.ones((3, 3), "uint8"))


def mended(pixels: Any, one: FoundSeal, blurred: Any, sharp: Any) -> Any:
    """Sharp letters, and where black print lies across them what the colour still shows."""
    import numpy as np

    return np.where(printed(pixels, one) > 0, blurred, sharp)


def as_line(ink: Any) -> Any:
    """Ink as dark letters on white, in three channels, as the recogniser wants it."""
    import numpy as np

    return np.repeat((255 - ink)[:, :, None], 3, axis=2)


def _dark(pixels: Any, one: FoundSeal) -> Any:
    """Everything that is dark in the seal's opposite colour, its ink and black print alike."""
    import cv2
    import numpy as np

    opposite = cv2.split(pixels)[1 if one.colour is SealColour.RED else 0]
    paper = float(np.percentile(around(opposite, one, 360, 20, 1.05), 85))
    return _stretched(cv2.subtract(np.full_like(opposite, int(paper)), opposite), one)


def _stretched(ink: Any, one: FoundSeal) -> Any:
    """Ink at the strength that is usual in this seal becomes black."""
    import cv2
    import numpy as np

    usual = max(float(np.percentile(around(ink, one, 360, 20, 1.05), 92)), 30.0)
    return cv2.convertScaleAbs(ink, alpha=255 / usual)

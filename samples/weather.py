"""What scanning, copying and photographing do to a page, with every box carried along.

Boxes are those of the upright page: a picture that was turned by `turned` degrees is read after it is turned back.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.model import Box, OnPage
from samples.ledger import Ledger, Printed
from samples.legible import faded, overlaid
from samples.light import lit
from samples.onpaper import Pressed, marked
from samples.paint import Word, words_on
from samples.pressed import numbered, seal_facts
from samples.recipe import Recipe, Weathered, recipes
from samples.scanpack import Layer, packed

_A4_WIDTH = 210 / 25.4
_FLAT = 1e-9
_OUTSIDE = (206, 200, 188)


def weather(
    picture: Any,
    printed: Sequence[Printed],
    rng: random.Random,
    recipe: str | Recipe,
    *,
    company: str = "",
    purpose: str = "",
    kind: str = "other",
    number: int = 1,
) -> Weathered:
    """Let one page go through a condition. `printed` are the facts of this page alone; `company` stamps its copies."""
    how = recipes()[recipe] if isinstance(recipe, str) else recipe
    picture = picture.convert("RGB")
    page, seals = marked(picture, printed, how, rng, company=company, purpose=purpose)
    facts = [overlaid(fact, picture, page, grey=how.colour in {"grey", "line"}) for fact in printed]
    facts += [fact for one in seals for fact in _stated(one, page.size, kind, number)]
    dpi = round(rng.uniform(*how.dpi))
    size, way = _geometry(page.size, how, rng, dpi)
    ground = (18, 18, 18) if rng.random() < how.border else _OUTSIDE if how.desk[1] else (246, 246, 244)
    clean = _warped(page, size, way, ground)
    shining = lit(clean, how, rng)
    moved = (_carried(fact, way, page.size, size) for fact in facts)
    judged = numbered(faded(fact, clean, shining, line=how.colour == "line") for fact in moved)
    words = tuple(Word(said, _moved(box, way, page.size, size)) for said, box in words_on(picture))
    turned = shining.transpose(_TURNS[how.turn]) if how.turn else shining
    return Weathered(turned, tuple(judged), how.turn, dpi, round(rng.uniform(*how.quality)), words)


def weather_paper(
    pictures: Sequence[Any],
    ledger: Ledger,
    rng: random.Random,
    recipe: str | Recipe,
    *,
    company: str = "",
    purpose: str = "",
) -> list[Weathered]:
    """Let all pages of a paper go through one condition; afterwards the ledger tells where the ink has come to."""
    pages, rest = [], [fact for fact in ledger.printed if not isinstance(fact.place, OnPage)]
    for number, picture in enumerate(pictures, 1):
        own = [fact for fact in ledger.printed if isinstance(fact.place, OnPage) and fact.place.page == number]
        pages.append(
            weather(picture, own, rng, recipe, company=company, purpose=purpose, kind=ledger.kind, number=number)
        )
    ledger.printed = numbered([*rest, *(fact for page in pages for fact in page.printed)])
    return pages


def upright(page: Weathered) -> Any:
    """Turn a picture back, as a reader must before boxes mean anything."""
    return page.picture.transpose(_TURNS[360 - page.turned]) if page.turned else page.picture


# PIL's numbers for a quarter, a half and three quarters of a turn; a page turned by 90 lies on its right side.
_TURNS = {90: 4, 180: 3, 270: 2}


def to_pdf(pages: Sequence[Weathered], *, title: str = "扫描件", layer: Layer = "") -> bytes:
    """Pack one picture a page. `layer` adds invisible words: as they are, or as bad software read them."""
    return packed(pages, title, layer)


def _geometry(page: tuple[int, int], how: Recipe, rng: random.Random, dpi: int) -> tuple[tuple[int, int], Any]:
    """Find the size of the picture and the homography that takes the page's pixels into it."""
    import numpy as np

    wide, tall = page
    scale = dpi * _A4_WIDTH * max(1.0, wide / tall * 0.98) / wide
    edge = rng.uniform(*how.desk) * wide
    reach = rng.uniform(*how.perspective) * wide
    size = (round((wide + 2 * edge) * scale), round((tall + 2 * edge) * scale))
    corners = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], "float64")
    angle = np.radians(rng.uniform(*how.skew))
    middle = corners.mean(axis=0)
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    pulled = np.array([(rng.uniform(-reach, reach), rng.uniform(-reach, reach)) for _ in corners])
    shrink = 1 - abs(float(np.sin(angle))) * 0.5
    goal = ((corners - middle) @ turn.T * shrink + middle + pulled + edge) * scale
    return size, _homography(corners, goal)


def _homography(here: Any, there: Any) -> Any:
    """Solve for the 3×3 matrix that takes four points to four points."""
    import numpy as np

    rows, right = [], []
    for (x, y), (u, v) in zip(here, there, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        right += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(right)), 1.0).reshape(3, 3)


def _warped(page: Any, size: tuple[int, int], way: Any, ground: tuple[int, int, int]) -> Any:
    import numpy as np
    from PIL import Image

    back = np.linalg.inv(way)
    back = back / back[2, 2]
    flat = abs(back[2, :2]).max() < _FLAT  # a scanner never bends a page, and straight lines are quicker drawn
    kind, count = (Image.Transform.AFFINE, 6) if flat else (Image.Transform.PERSPECTIVE, 8)
    return page.transform(size, kind, tuple(back.ravel()[:count]), Image.Resampling.BILINEAR, fillcolor=ground)


def _stated(one: Pressed, page: tuple[int, int], kind: str, number: int) -> Iterator[Printed]:
    wide, tall = page
    left, top, right, bottom = one.edge
    box = Box(left=left / wide, top=top / tall, right=right / wide, bottom=bottom / tall)
    return seal_facts(kind, one.says, one.shape, OnPage(page=number, box=box), legible=one.legible)


def _carried(fact: Printed, way: Any, page: tuple[int, int], size: tuple[int, int]) -> Printed:
    if not isinstance(fact.place, OnPage):
        return fact
    place = OnPage(page=fact.place.page, box=_moved(fact.place.box, way, page, size))
    return fact.model_copy(update={"place": place})


def _moved(box: Box, way: Any, page: tuple[int, int], size: tuple[int, int]) -> Box:
    """Move a box: the upright rectangle around its four moved corners, as far as it lies on the picture."""
    import numpy as np

    corners = [(x * page[0], y * page[1], 1.0) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    u, v, w = way @ np.array(corners).T
    x, y = (u / w / size[0]).clip(0, 1), (v / w / size[1]).clip(0, 1)
    return Box(left=x.min(), top=y.min(), right=x.max(), bottom=y.max())

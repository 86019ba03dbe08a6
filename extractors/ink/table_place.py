"""A ruled table as it lies straight, and as it lies on its page: where things are in each, and how a part looks."""

from typing import TYPE_CHECKING, Any

from extractors.ink.grid import Slot
from extractors.ink.ruled import RuledTable

if TYPE_CHECKING:
    from extractors.ink.ocr_engine import Found

Edges = tuple[float, float, float, float]  # left, top, right, bottom


def edges_of(slot: Slot) -> Edges:
    return slot.left, slot.top, slot.right, slot.bottom


def _moved(way: Any, edges: Edges) -> Edges:
    """The upright rectangle around a moved one."""
    import cv2
    import numpy as np

    left, top, right, bottom = edges
    corners = np.array([[(left, top), (right, top), (right, bottom), (left, bottom)]], "float32")
    moved = cv2.transform(corners, way)[0]
    (low_x, low_y), (high_x, high_y) = moved.min(axis=0), moved.max(axis=0)
    return float(low_x), float(low_y), float(high_x), float(high_y)


def on_page(table: RuledTable, edges: Edges) -> Edges:
    return _moved(table.way.back, edges)


def in_table(table: RuledTable, line: "Found") -> Edges:
    """A line as it lies in the table: moved by its middle, as long and as high as it is."""
    import numpy as np

    middle = np.array([(line.left + line.right) / 2, (line.top + line.bottom) / 2, 1.0])
    x, y = (float(one) for one in table.way.there @ middle)
    scale = float(np.hypot(*table.way.there[0, :2]))
    wide, tall = (line.right - line.left) * scale / 2, (line.bottom - line.top) * scale / 2
    return x - wide, y - tall, x + wide, y + tall


def cut(pixels: Any, table: RuledTable, edges: Edges) -> Any:
    """A rectangle of the table as it lies straight, in the page's own resolution."""
    import cv2
    import numpy as np

    left, top, right, bottom = edges
    scale = float(np.hypot(*table.way.there[0, :2]))
    way = table.way.there.copy()
    way[:, 2] -= (left, top)
    size = (max(round((right - left) / scale), 1), max(round((bottom - top) / scale), 1))
    return cv2.warpAffine(pixels, way / scale, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

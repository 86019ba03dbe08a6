"""Where the time goes, as a drawing that needs nothing but a browser: a stacked bar for each thing measured."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

_WIDE, _LEFT, _TALL, _GAP, _ROW = 720.0, 20.0, 34.0, 26.0, 20.0
_COLOURS = (
    "#9aa5b1", "#1f4e79", "#2e75b6", "#5b9bd5", "#8db9e2", "#bdd7ee", "#548235", "#a9d18e", "#c55a11", "#f4b183",
    "#7f6000", "#d9d9d9",
)  # fmt: skip


class Bar(NamedTuple):
    """One bar: its heading, and its parts with their seconds."""

    title: str
    parts: Mapping[str, float]


def drawing(bars: Iterable[Bar]) -> str:
    """Draw the bars under each other, each as wide as the page, with its parts named below it."""
    down = 10.0
    drawn: list[str] = []
    for bar in bars:
        drawn.extend(_drawn(bar, down))
        down += _GAP + _TALL + _ROW * (len(bar.parts) + 1)
    wide = _WIDE + 2 * _LEFT
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {down:g}" width="{wide:g}" height="{down:g}"'
    return "\n".join([f'{head} font-family="sans-serif" font-size="13">', *drawn, "</svg>", ""])


def _drawn(bar: Bar, down: float) -> Iterator[str]:
    whole = sum(bar.parts.values())
    yield f'<text x="{_LEFT:g}" y="{down + 14:g}" font-weight="bold">{escape(bar.title)}</text>'
    top, at = down + _GAP, _LEFT
    for number, (name, seconds) in enumerate(bar.parts.items()):
        colour, share = _COLOURS[number % len(_COLOURS)], seconds / whole if whole else 0.0
        wide = max(share, 0.0) * _WIDE
        told = f"{escape(name)}: {seconds:.1f} s, {share:.1%}"
        box = f'x="{at:.2f}" y="{top:g}" width="{wide:.2f}" height="{_TALL:g}"'
        yield f'<rect {box} fill="{colour}"><title>{told}</title></rect>'
        row = top + _TALL + _ROW * (number + 1)
        yield f'<rect x="{_LEFT:g}" y="{row - 11:g}" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{_LEFT + 18:g}" y="{row:g}">{told}</text>'
        at += wide

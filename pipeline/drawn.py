"""Where everything in the drawing of a timeline stands: arithmetic of places, and no word about what it means."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from pipeline.model import Window
from pipeline.timeline import Mark, Row, Timeline, say_window

WIDTH, LEFT, RIGHT, TOP = 980.0, 236.0, 968.0, 40.0
_LINE, _BAR, _AIR = 24.0, 18.0, 8.0  # the height of the line of marks, of one window, and of the space below a row
_BEFORE, _AHEAD, _WITHOUT = (
    2,
    3,
    10,
)  # years shown before the first window, after the reference day, and without windows
_DIGIT, _CHARACTER = 6.4, 11.0  # how wide signs are in print of 11 pixels
_MOST_TICKS = 12


class Label(NamedTuple):
    text: str
    x: float
    anchor: Literal["start", "middle", "end"]


class Spot(NamedTuple):
    """A mark from `x` to `end`; `early` and `late` where it goes on beyond the drawing."""

    x: float
    end: float
    mark: Mark
    early: bool
    late: bool
    label: Label | None


class Bar(NamedTuple):
    x: float
    y: float
    width: float
    window: Window
    label: Label


class Lane(NamedTuple):
    y: float
    height: float
    row: Row
    spots: Sequence[Spot]
    bars: Sequence[Bar]


class Drawing(NamedTuple):
    height: float
    on: float
    ticks: Sequence[tuple[float, int]]
    lanes: Sequence[Lane]


class Scale(NamedTuple):
    """Days as places: `first` stands at the left edge and `last` at the right."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Find the place of a day; one beyond the drawing stands at its edge."""
        inside = min(max(day, self.first), self.last)
        return round(LEFT + (inside - self.first).days / (self.last - self.first).days * (RIGHT - LEFT), 1)


def draw(timeline: Timeline) -> Drawing:
    scale = scale_of(timeline)
    lanes: list[Lane] = []
    y = TOP
    for row in timeline.rows:
        height = _LINE + _BAR * len(row.windows) + _AIR
        bars = [_bar(scale, window, y + _LINE + _BAR * at) for at, window in enumerate(row.windows)]
        lanes.append(Lane(y, height, row, spots(scale, row.marks, timeline.on), bars))
        y += height
    years = range(scale.first.year, scale.last.year + 1)
    step = -(-len(years) // _MOST_TICKS)
    ticks = [(scale.x(date(year, 1, 1)), year) for year in years if (year - scale.last.year) % step == 0]
    return Drawing(height=y + 6, on=scale.x(timeline.on), ticks=ticks, lanes=lanes)


def scale_of(timeline: Timeline) -> Scale:
    """Show whole years: from a little before the first window, so that an old founding does not press all together."""
    opened = [window.starts.year - _BEFORE for row in timeline.rows for window in row.windows]
    floor = min(opened, default=timeline.on.year - _WITHOUT)
    marks = [mark for row in timeline.rows for mark in row.marks]
    first = min((*(mark.starts.year for mark in marks), *(year + _BEFORE for year in opened), timeline.on.year))
    ends = [window.ends.year for row in timeline.rows for window in row.windows]
    last = max((*((mark.ends or mark.starts).year for mark in marks), *ends, timeline.on.year))
    return Scale(date(max(first, floor), 1, 1), date(min(last, timeline.on.year + _AHEAD) + 1, 1, 1))


def spots(scale: Scale, marks: Sequence[Mark], on: date) -> list[Spot]:
    """Place marks, and for each what it says where there is room for it, clear of other marks and the reference day.

    Where a row holds dates of several kinds each is named.
    """
    named = len({mark.what for mark in marks}) > 1
    placed = [(scale.x(mark.starts), scale.x(mark.ends or scale.last), mark) for mark in marks]
    day = scale.x(on)
    taken = [(day - 2, day + 2), *((x - 6, end + 6) for x, end, _ in placed)]
    found: list[Spot] = []
    for at, (x, end, mark) in enumerate(placed, start=1):
        early, late = mark.starts < scale.first, mark.ends is None or mark.ends > scale.last
        label = _label(
            f"{mark.what} {mark.said}" if named else mark.said,
            x,
            end + (6 if early else 0),
            [*taken[:at], *taken[at + 1 :]],
        )
        if label is not None and label.anchor != "middle":
            wide = width_of(label.text)
            taken.append((label.x, label.x + wide) if label.anchor == "start" else (label.x - wide, label.x))
        found.append(Spot(x, end, mark, early, late, label))
    return found


def _label(text: str, x: float, end: float, taken: Sequence[tuple[float, float]]) -> Label | None:
    """Write inside a long mark, else to its right, else to its left, else nowhere: the table says it all."""
    wide = width_of(text)
    if end - x > wide + 12:
        return Label(text, round((x + end) / 2, 1), "middle")
    for label, place in (
        (Label(text, end + 8, "start"), (end + 8, end + 8 + wide)),
        (Label(text, x - 8, "end"), (x - 8 - wide, x - 8)),
    ):
        inside = place[0] >= LEFT and place[1] <= RIGHT
        if inside and not any(place[0] < other[1] and other[0] < place[1] for other in taken):
            return label
    return None


def _bar(scale: Scale, window: Window, y: float) -> Bar:
    """Place a window, with what it asks on its left where there is room, else on its right, else inside.

    What is too long for all of them is said without the reading, which stands in the table.
    """
    x, end, short = scale.x(window.starts), scale.x(window.ends), window.model_copy(update={"reading": ""})
    told = (
        label
        for text in dict.fromkeys((say_window(window), say_window(short)))
        for label, room in (
            (Label(text, x - 8, "end"), x - 8 - LEFT),
            (Label(text, end + 8, "start"), RIGHT - end - 8),
            (Label(text, x + 5, "start"), end - x - 5),
        )
        if width_of(text) <= room
    )
    width = round(max(end - x, 2.0), 1)
    return Bar(x, y, width, window, next(told, Label(say_window(short), x + 5, "start")))


def width_of(text: str) -> float:
    return round(sum(_DIGIT if ord(char) < 0x2E80 else _CHARACTER for char in text), 1)

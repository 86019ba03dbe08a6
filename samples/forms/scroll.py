"""A form or a report being laid down from top to bottom, before it becomes a Word file or the pages of its print."""

from dataclasses import dataclass, field

from samples.forms.blocks import Block, Grid, Line, Turn
from samples.forms.stroke import Stroke, write
from samples.ledger import Ledger
from samples.papers.mark import CLEAN, Manner


@dataclass
class Scroll:
    """What has been laid down so far."""

    ledger: Ledger
    title: str
    manner: Manner = CLEAN
    size: float = 12
    header: Stroke = field(default_factory=Stroke)
    footer: Stroke = field(default_factory=Stroke)
    bare_cover: bool = False
    blocks: list[Block] = field(default_factory=list)

    def say(self, said: Stroke | str, **shape: object) -> None:
        """Lay down one paragraph of the body."""
        self.blocks.append(Line(said if isinstance(said, Stroke) else write(said), **shape))  # type: ignore[arg-type] # shapes of Line

    def grid(self, grid: Grid) -> None:
        self.blocks.append(grid)

    def turn(self, *, landscape: bool) -> None:
        """End a section; `landscape` is how the pages before this point lie."""
        self.blocks.append(Turn(landscape))

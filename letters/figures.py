"""Places on the applicant's papers, put under the words they prove: a picture, rows of a table, or the words."""

from collections.abc import Sequence

from letters.case import Picture
from letters.matters import Place
from letters.word import Word
from pipeline.exhibit import Excerpt


class Figures:
    """Numbers the places of one paper as they appear; what was shown once is referred to afterwards."""

    def __init__(self, paper: Word) -> None:
        self._paper = paper
        self._numbers: dict[tuple[str, str], int] = {}

    def show(self, places: Sequence[Place]) -> None:
        again = [number for place in places if (number := self._numbers.get((place.caption, place.quote)))]
        for place in places:
            key = (place.caption, place.quote)
            if key not in self._numbers:
                self._numbers[key] = len(self._numbers) + 1
                self._draw(place, f"图{self._numbers[key]}　{place.caption}")
        if again:
            self._paper.small(f"（另见{'、'.join(f'图{number}' for number in again)}）", centred=True)

    def _draw(self, place: Place, caption: str) -> None:
        match place.seen:
            case Picture(jpeg, width, height):
                self._paper.picture(jpeg, caption, width=width, height=height)
            case Excerpt(rows=rows, marked=marked) if rows:
                self._paper.rows(rows, marked, caption)
            case _:
                self._paper.small(f"{caption}：“{place.quote}”", centred=True)

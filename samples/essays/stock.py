"""Sentences in stock, and words to fill their holes: enough that long reports do not say the same thing twice."""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from samples.applicant import Fixed

_HERE = Path(__file__).parent
_HOLE = re.compile(r"\{([a-z]+)\}")


class Item(Fixed):
    """One item of a standard: its place, its weight, and what only it can say."""

    number: str
    title: str
    points: int
    own: tuple[str, ...]


class Chapter(Fixed):
    number: str
    title: str
    items: tuple[str, ...]


class Skeleton(Fixed):
    """The chapters a report follows, and the standard that asks for them."""

    standard: str
    chapters: tuple[Chapter, ...]


@cache
def items() -> dict[str, Item]:
    told = [*_read("items")["item"], *_read("persons")["item"]]
    return {one["number"]: Item.model_validate(one) for one in told}


@cache
def skeletons() -> dict[str, Skeleton]:
    return {name: Skeleton.model_validate(one) for name, one in _read("skeletons").items()}


@cache
def general() -> dict[str, tuple[str, ...]]:
    return {name: tuple(told) for name, told in _read("general").items()}


@cache
def words() -> dict[str, tuple[str, ...]]:
    return {name: tuple(told) for name, told in _read("words").items()}


@dataclass
class Author:
    """Somebody who writes for one organisation and remembers what has been said."""

    rng: random.Random
    known: Mapping[str, str]
    years: tuple[int, ...]
    said: set[str] = field(default_factory=set)
    stacks: dict[str, list[str]] = field(default_factory=dict)

    def sentence(self, name: str, stock: tuple[str, ...]) -> str:
        """The next sentence of a stock, never the same words twice."""
        while True:
            stack = self.stacks.setdefault(name, [])
            if not stack:
                stack.extend(self.rng.sample(stock, len(stock)))
            template = stack.pop()
            if not _HOLE.search(template) and template in self.said:
                continue
            told = _HOLE.sub(lambda hole: self._word(hole[1]), template)
            if told not in self.said:
                self.said |= {told, template}
                return told

    def paragraphs(self, item: Item) -> Iterator[str]:
        """Paragraphs on one item without end: first what only it can say, then how, how far and to what effect."""
        own = [self._filled(one) for one in self.rng.sample(item.own, len(item.own))]
        stocks = general()
        while True:
            part = self.rng.choice(("method", "deploy")) if not item.number.startswith("4.7") else "result"
            told = [own.pop() for _ in range(min(2, len(own)))]
            told += [self.sentence(part, stocks[part]) for _ in range(self.rng.randrange(1, 3))]
            told.append(self.sentence("result", stocks["result"]))
            if not self.rng.randrange(3):
                told.append(self.sentence("learn", stocks["learn"]))
            yield "".join(told)

    def gauges(self, count: int) -> list[str]:
        return self.rng.sample(words()["gauge"], count)

    def _filled(self, template: str) -> str:
        return _HOLE.sub(lambda hole: self._word(hole[1]), template)

    def _word(self, hole: str) -> str:
        rng = self.rng
        if hole in self.known:
            return self.known[hole]
        if hole == "year":
            return str(rng.choice(self.years))
        ranges = {"n": (8, 60), "m": (2, 9), "k": (3, 12), "low": (76, 88)}
        if hole in ranges:
            return str(rng.randrange(*ranges[hole]))
        if hole in {"pct", "gain"}:
            return f"{rng.uniform(*((90.0, 99.6) if hole == 'pct' else (1.2, 18.5))):.1f}"
        return rng.choice(words()[hole])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))

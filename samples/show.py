"""Write the built packages that the repository shows: `python -m samples.show OUT` makes OUT/packages and OUT/truth."""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from samples.applicant import Fixed
from samples.assemble import make, write

GALLERY = Path(__file__).parent / "gallery"


class Shown(Fixed):
    """One package by what it is made from; `shows` says why it is among the few."""

    rules: str
    index: int
    seed: int
    defects: tuple[str, ...] = ()
    degraded: bool = False
    shows: str


def shown() -> Iterator[Shown]:
    told = tomllib.loads((GALLERY / "gallery.toml").read_text(encoding="utf-8"))
    return (Shown.model_validate(one) for one in told["shown"])


def show(one: Shown, out: Path) -> None:
    write(make(one.rules, one.index, one.seed, one.defects, degraded=one.degraded), out)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m samples.show OUT\n")
        return 2
    for one in shown():
        show(one, Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

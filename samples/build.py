"""Write the sample batch: `python -m samples.build OUT` makes OUT/packages and OUT/expected again, byte for byte."""

import sys
import tomllib
from datetime import date
from pathlib import Path

from samples.applicant import Fixed
from samples.package import Package, papers

CAST = Path(__file__).parent / "shanghai" / "cast.toml"


class Cast(Fixed):
    """All packages of one batch and the day on which they are judged."""

    on: date
    packages: tuple[Package, ...]


def load(file: Path = CAST) -> Cast:
    from decimal import Decimal

    return Cast.model_validate(tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal))


def build(cast: Cast, out: Path) -> None:
    for package in cast.packages:
        for name, content in papers(package):
            file = out / "packages" / package.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m samples.build OUT\n")
        return 2
    build(load(), Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

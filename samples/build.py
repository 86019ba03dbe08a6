"""Write the sample batch: `python -m samples.build OUT` makes OUT/packages and OUT/expected again, byte for byte."""

import json
import sys
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.applicant import Fixed
from samples.package import Naming, Package, papers
from samples.truth import truths

CAST = Path(__file__).parent / "shanghai" / "cast.toml"


class Cast(Fixed):
    """All packages of one batch and the day on which they are judged."""

    on: date
    naming: dict[str, Naming]
    packages: tuple[Package, ...]


def load(file: Path = CAST) -> Cast:
    return Cast.model_validate(tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal))


def build(cast: Cast, out: Path) -> None:
    for package in cast.packages:
        for name, content in papers(package, cast.naming[package.naming]):
            file = out / "packages" / package.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        beside = out / "expected" / f"{package.folder}.json"
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(_json(expected(cast, package)), encoding="utf-8")


def expected(cast: Cast, package: Package) -> dict[str, Any]:
    """The outcome, the verdicts that decide it and what every paper prints, to hold a review against."""
    return {
        "on": cast.on.isoformat(),
        "outcome": package.outcome,
        "story": package.story,
        "rules": [rule.model_dump() for rule in package.expected],
        "facts": [fact.model_dump() for fact in truths(package, cast.naming[package.naming])],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m samples.build OUT\n")
        return 2
    build(load(), Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

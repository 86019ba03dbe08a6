"""Whether the cases notice a change: `python -m benchmarks.mutants [--rules ID] [--only WHAT] [--code MODULE …]`.

Each rule of each pack is changed in one place (a limit by one, a closed parameter, a reading, one character of a
quotation, the article, the item) and judged by its own cases in `tests/packs` and `tests/registers`; changes of text
must be told by the lint. The predicates, the three-valued logic, the calendar and the possibilities are changed too
(a comparison, a sign, and/or, a number, a verdict) and judged by the cases of the rules that ask them. Mutants
that change nothing stand with their reason in `mutants.toml`.
"""

import argparse
import json
import platform
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.mutants_code import modules, short_of, told_of_code
from benchmarks.mutants_packs import told_of
from benchmarks.mutants_told import Told, equivalents, grade, table
from validators.pack import available

_RESULTS = Path(__file__).parent / "results"


def run(arguments: argparse.Namespace) -> int:
    known = equivalents()
    counts: Counter[tuple[str, str]] = Counter()
    survivors = []
    for group, told in _mutants(arguments):
        how = grade(told, known)
        counts[group, how] += 1
        if how == "survived":
            survivors.append(f"{told.mutant.place}: {told.mutant.change}")
            print(f"  survived: {survivors[-1]}", flush=True)
    print("\n".join(table(counts)))
    if arguments.save:
        day = datetime.now(UTC).date().isoformat()
        body = {
            "date": day,
            "python": platform.python_version(),
            "every": arguments.every,
            "counts": {" ".join(key): count for key, count in sorted(counts.items())},
            "survivors": survivors,
        }
        saved = _RESULTS / f"mutants-{arguments.only or 'all'}-{day}.json"
        saved.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if survivors else 0


def _mutants(arguments: argparse.Namespace) -> Iterator[tuple[str, Told]]:
    if arguments.only != "packs" and not arguments.rules:
        yield from (
            (told.mutant.place.partition(":")[0], told)
            for told in told_of_code(arguments.every, arguments.code, arguments.workers)
        )
    packs = [arguments.rules] if arguments.rules else list(available())
    for pack in () if arguments.only == "predicates" or arguments.code else packs:
        yield from ((pack, told) for told in told_of(pack))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", choices=available(), help="only the mutants of this pack")
    parser.add_argument("--only", choices=("packs", "predicates"))
    parser.add_argument(
        "--code", nargs="+", default=(), choices=[*map(short_of, modules())], metavar="MODULE",
        help="only the mutants of these modules of the judging code, such as predicates.certified",
    )  # fmt: skip
    parser.add_argument("--every", type=int, default=1, help="of the code, only every so manieth mutant")
    parser.add_argument("--workers", type=int, default=1, help="how many mutants of the code are judged at once")
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/mutants-<date>.json")
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())

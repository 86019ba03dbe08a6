"""Counts become figures: shares with their intervals, tables for people, JSON for the record, floors to stay above."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from benchmarks.accuracy_measure import Count
from benchmarks.wilson import Share

_GRADES = {
    "field": ("right", "wrong", "missed", "invented", "unlisted"),
    "medium": ("right", "wrong", "missed", "invented", "unlisted"),
    "under a seal": ("right", "wrong", "missed", "open"),
    "clause": ("right", "false met", "false not_met", "undetermined", "other"),
    "sharp papers": ("right", "false met", "false not_met", "undetermined", "other"),
}
_TITLES = {
    "package": "Packages that could be reviewed",
    "page kind": "Pages whose kind was recognised",
    "field": "Fields: what became of every printed value",
    "medium": "Fields by what they are printed on",
    "under a seal": "Dates and words under a seal that a person can read",
    "box": "Evidence of rightly found values that points at the right place",
    "table cell": "Table cells read where they stand",
    "letters": "Letters under the true boxes that OCR read rightly, by condition",
    "clause": "Clauses: what the verdicts cost",
    "sharp papers": "Clauses of packages without bad scans and photos",
    "doubt": "Undetermined verdicts with the right reason",
    "outcome": "Outcomes",
}
_TOTAL = "all"
_OF_VALUES = {"field", "medium"}


def tallied(counts: Iterable[Count]) -> dict[str, dict[str, Counter[str]]]:
    """Sum up by figure, name and grade; fields also by kind, clauses also by state, everything also in all."""
    tally: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for one in counts:
        names = {one.name} if one.figure == "box" else {_TOTAL, one.name}  # boxes are asked three different questions
        if one.figure in {"field", "clause"}:
            names.add(one.name.split()[0])
        for name in names:
            tally[one.figure][name][one.grade] += one.weight
        if one.figure == "field" and one.medium:
            tally["medium"][one.medium][one.grade] += one.weight
    return {figure: dict(sorted(names.items())) for figure, names in tally.items()}


def unlisted(counts: Iterable[Count]) -> list[Count]:
    """Mark claims of fields that the truth of this set never tells for that kind: neither right nor invented."""
    kept = list(counts)
    listed = {one.name for one in kept if one.figure == "field" and one.grade != "invented"}
    return [
        one.model_copy(update={"grade": "unlisted"})
        if one.figure == "field" and one.grade == "invented" and one.name not in listed
        else one
        for one in kept
    ]


def share(figure: str, grades: Mapping[str, int]) -> Share:
    """What was right of what could be. A value from nowhere spoils a field as much as one that was missed."""
    counted = sum(number for grade, number in grades.items() if not (figure in _OF_VALUES and grade == "unlisted"))
    return Share(grades.get("right", 0), counted)


def costs(tally: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, Share]:
    """How often a clause was wrongly found met or not met, of all verdicts given on clauses of that state."""
    found: dict[str, Share] = {}
    for state in ("clean", "mutated"):
        grades = tally.get("clause", {}).get(state, {})
        for grade in ("false met", "false not_met"):
            found[f"{state} {grade}"] = Share(grades.get(grade, 0), sum(grades.values()))
    return found


def as_data(tally: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, Any]:
    """The figures as JSON keeps them: n, grades, share and interval."""
    return {
        figure: {name: _entry(figure, grades) for name, grades in names.items()}
        for figure, names in tally.items()
        if figure in _TITLES
    } | {
        "false verdicts": {name: _of(one) for name, one in costs(tally).items()},
        "no rule yet": {name: sum(grades.values()) for name, grades in tally.get("no rule yet", {}).items()},
        "seconds a package": _seconds(tally),
    }


def _entry(figure: str, grades: Mapping[str, int]) -> dict[str, Any]:
    return {**_of(share(figure, grades)), "grades": dict(sorted(grades.items()))}


def _of(one: Share) -> dict[str, Any]:
    low, high = one.interval()
    return {"n": one.of, "hits": one.hits, "share": round(one.rate, 4), "low": round(low, 4), "high": round(high, 4)}


def _seconds(tally: Mapping[str, Mapping[str, Mapping[str, int]]]) -> float:
    packages = sum(tally.get("package", {}).get(_TOTAL, {}).values())
    spent = sum(tally.get("seconds", {}).get(_TOTAL, {}).values()) / 1000
    return round(spent / packages, 2) if packages else 0.0


def table(tally: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Iterator[str]:
    """The figures for people, one table a figure."""
    for figure, title in _TITLES.items():
        names = tally.get(figure, {})
        if not names:
            continue
        grades = _GRADES.get(figure, ("right", "wrong"))
        yield f"\n{title}"
        yield f"  {'':<44}{'n':>7}{'right':>9}{'95 % interval':>18}" + "".join(f"{one:>14}" for one in grades[1:])
        for name, found in names.items():
            one = share(figure, found)
            if not one.of:
                continue
            low, high = one.interval()
            line = f"  {name:<44}{one.of:>7}{one.rate:>8.1%} {low:>8.1%} –{high:>7.1%}"
            yield line + "".join(f"{found.get(grade, 0):>14}" for grade in grades[1:])
    yield "\nFalse verdicts, of all verdicts on clauses"
    for name, one in costs(tally).items():
        low, high = one.interval()
        yield f"  {name:<44}{one.of:>7}{one.rate:>8.2%} {low:>8.2%} –{high:>7.2%}   ({one.hits})"
    if waiting := tally.get("no rule yet", {}).get(_TOTAL):
        yield f"\nVerdicts of the truth that no rule answers for yet: {sum(waiting.values())}"
    yield f"\nSeconds a package, without drawing the dossier: {_seconds(tally)}"


def below(tally: Mapping[str, Mapping[str, Mapping[str, int]]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Name every figure that lies under its floor, or that is no longer measured at all."""
    faults = []
    for figure, names in floors.items():
        for name, floor in names.items():
            one = share(figure, tally.get(figure, {}).get(name, {}))
            if not one.of:
                faults.append(f"{figure} / {name}: nothing was measured, the floor is {floor:.3f}")
            elif round(one.rate, 4) < floor:
                faults.append(f"{figure} / {name}: {one.rate:.4f} of {one.of} is under the floor {floor:.4f}")
    faults += [
        f"{name}: {one.hits} of {one.of}, and none is allowed in the small set"
        for name, one in costs(tally).items()
        if one.hits
    ]
    return faults

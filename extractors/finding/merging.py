"""One fact for one value of one field of a paper, with every place where it stands."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractors.finding.words import squeeze
from pipeline.model import AmountValue, Evidence, Fact, Method, Value

_TOTAL, _SIDES = "finance.assets", ("finance.liabilities", "finance.equity")


def merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """One fact for one value of one field; what was found twice has twice the evidence."""
    found: dict[tuple[str, str, Value], Fact] = {}
    for fact in facts:
        same = found.get((fact.field, fact.key, fact.value))
        if same is None:
            found[fact.field, fact.key, fact.value] = fact
            continue
        new = [one for one in fact.evidence if not _seen(one, same.evidence)]
        found[fact.field, fact.key, fact.value] = same.model_copy(
            update={
                "evidence": (*same.evidence, *new),
                "alternatives": tuple(dict.fromkeys((*same.alternatives, *fact.alternatives))),
            }
        )
    return _balanced(_agreed(found.values()))


def _agreed(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Where two places of a paper can be read alike they say the same: doubtful ink gives way to clear words."""
    every = tuple(facts)
    gives_way: dict[int, int] = {}
    for number, fact in enumerate(every):
        if fact.alternatives and number not in gives_way.values():
            clear = next(
                (at for at, one in enumerate(every) if _can_be_read_as(fact, one) and at not in gives_way), None
            )
            if clear is not None:
                gives_way[number] = clear
    return tuple(
        _joined(fact, [every[at] for at, clear in gives_way.items() if clear == number])
        for number, fact in enumerate(every)
        if number not in gives_way
    )


def _balanced(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Of two readings of a balance sheet's total that differ in one digit, the one its other side adds up to."""
    amounts: dict[tuple[str, str], set[Decimal]] = {}
    for fact in facts:
        if isinstance(fact.value, AmountValue):
            amounts.setdefault((fact.field, fact.key), set()).add(fact.value.amount)
    gives_way: dict[int, Fact] = {}
    for (field, key), totals in amounts.items():
        sides = [amounts.get((side, key), set()) for side in _SIDES]
        if field != _TOTAL or len(totals) != 2 or any(len(side) != 1 for side in sides):
            continue
        right = sum((next(iter(side)) for side in sides), Decimal(0))
        by_eye = [fact for fact in facts if (fact.field, fact.key) == (field, key) and _is_by_eye(fact)]
        if len(by_eye) == 2 and right in totals and _one_digit_apart(*totals):
            clear = next(fact for fact in by_eye if _amount(fact) == right)
            gives_way[next(at for at, fact in enumerate(facts) if fact in by_eye and fact is not clear)] = clear
    return tuple(
        _joined(fact, [facts[at] for at, clear in gives_way.items() if clear is fact])
        for number, fact in enumerate(facts)
        if number not in gives_way
    )


def _is_by_eye(fact: Fact) -> bool:
    return all(one.method is Method.OCR for one in fact.evidence)


def _amount(fact: Fact) -> Decimal | None:
    return fact.value.amount if isinstance(fact.value, AmountValue) else None


def _one_digit_apart(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are written with as many digits, all but one of them the same.

    >>> _one_digit_apart(Decimal("1335536700"), Decimal("1335586700")), _one_digit_apart(Decimal(17), Decimal(71))
    (True, False)
    """
    first, second = str(one), str(other)
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _joined(fact: Fact, doubtful: Sequence[Fact]) -> Fact:
    if not doubtful:
        return fact
    evidence = dict.fromkeys(piece for one in (fact, *doubtful) for piece in one.evidence)
    others = dict.fromkeys(value for one in (fact, *doubtful) for value in one.readings if value != fact.value)
    return fact.model_copy(update={"evidence": tuple(evidence), "alternatives": tuple(others)})


def _can_be_read_as(fact: Fact, clear: Fact) -> bool:
    return (
        (fact.field, fact.key) == (clear.field, clear.key)
        and fact.value != clear.value
        and clear.value in fact.alternatives
        and fact.value not in clear.alternatives
    )


def _seen(one: Evidence, others: Iterable[Evidence]) -> bool:
    return any(one.place == other.place and squeeze(one.quote) == squeeze(other.quote) for other in others)

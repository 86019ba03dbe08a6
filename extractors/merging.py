"""One fact for one value of one field of a paper, with every place where it stands."""

from collections.abc import Iterable, Sequence

from extractors.words import squeeze
from pipeline.model import Evidence, Fact, Value


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
    return _agreed(found.values())


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

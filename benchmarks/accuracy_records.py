"""Which record of the truth a found record is. A key that was misread is one value wrong, and not the whole record.

A record is told apart by its key: a certificate's number, an employer's name, the place of a seal on the paper. Where
the key is printed and was misread, or was covered, the other values of the record are still held against the record
they share most with. A key that no field prints, such as a year, is never mended: there the wrong record is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.accuracy_truth import Told, folded, words_of
from pipeline.model import Fact, OnPage, Place

_SEALS = "seal."  # numbered as they are read, so that one that is missed would give all behind it another number


ToldBy = dict[tuple[str, str], list[Told]]
FoundBy = dict[tuple[str, str], list[Fact]]


def paired(told: Iterable[tuple[str, Told]], found: Iterable[tuple[str, Fact]]) -> tuple[ToldBy, FoundBy]:
    """What is told and what was found of each field of each file, the found records under the keys of the truth."""
    told_of: dict[str, list[Told]] = defaultdict(list)
    found_of: dict[str, list[Fact]] = defaultdict(list)
    for file, one in told:
        told_of[file].append(one.model_copy(update={"key": _key(one, one.place)}))
    for file, fact in found:
        found_of[file].append(fact.model_copy(update={"key": _key(fact, fact.evidence[0].place)}))
    every: ToldBy = defaultdict(list)
    claims: FoundBy = defaultdict(list)
    for file, records in told_of.items():
        for one in records:
            every[file, one.field].append(one)
    for file, facts in found_of.items():
        meant = _meant(told_of.get(file, []), facts)
        for fact in facts:
            claims[file, fact.field].append(fact.model_copy(update={"key": meant.get(fact.key, fact.key)}))
    return every, claims


def _key(one: Told | Fact, place: Place | None) -> str:
    """The key of a record; a seal is known by where it stands."""
    return _of(place) if place and one.field.startswith(_SEALS) else one.key


def _of(place: Place) -> str:
    return f"page {place.page}" if isinstance(place, OnPage) else place.model_dump_json()


def _meant(told: Sequence[Told], found: Sequence[Fact]) -> dict[str, str]:
    """For each key that the truth does not know, the key of the record it must be, if there is one."""
    records: dict[str, set[tuple[str, str]]] = defaultdict(set)
    claims: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in told:
        if one.key:
            records[one.key].add((one.field, one.value))
    for fact in found:
        if fact.key:
            claims[fact.key].add((fact.field, words_of(fact.value)))
    known = {folded(key) for key in records}
    lost = {key for key, values in records.items() if any(value == folded(key) for _, value in values)}
    lost -= {key for key in lost if any(folded(claimed) == folded(key) for claimed in claims)}
    pairs = [
        (len(values & records[key]), claimed, key)
        for claimed, values in claims.items()
        if folded(claimed) not in known
        for key in lost
    ]
    meant: dict[str, str] = {}
    for shared, claimed, key in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if shared and claimed not in meant and key not in meant.values():
            meant[claimed] = key
    return meant

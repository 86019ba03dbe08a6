"""What papers say differently of the same thing, set side by side."""

import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.model import Doubt, Fact, Finding, Noun, TextValue
from pipeline.saying import field_title, say_fact

_DIFFER = frozenset({Doubt.CONFLICT, Doubt.UNREADABLE, Doubt.AMBIGUOUS})


class Side(Noun):
    """One of the things that are said, and every place where it stands."""

    said: str
    facts: tuple[Fact, ...]


class Clash(Noun):
    """One matter on which papers differ, and the findings that turn on it."""

    title: str
    rules: tuple[str, ...]
    sides: tuple[Side, ...]


def clashes(findings: Iterable[Finding]) -> tuple[Clash, ...]:
    """Set side by side what findings are in doubt about. A matter on which several findings turn stands once."""
    found: dict[frozenset[Fact], Clash] = {}
    for finding in findings:
        if finding.doubt not in _DIFFER:
            continue
        for facts in _matters(finding):
            sides = _sides(facts)
            if len(sides) > 1:
                known = found.setdefault(frozenset(facts), Clash(title=field_title(facts[0]), rules=(), sides=sides))
                found[frozenset(facts)] = known.model_copy(update={"rules": (*known.rules, finding.rule)})
    return tuple(found.values())


def _matters(finding: Finding) -> Iterable[tuple[Fact, ...]]:
    """Group what can be held against each other: the same field of the same record.

    Names and codes stand under many fields (a certificate's holder, the company audited); where one speaks against
    the rest they are all of one matter.
    """
    facts = tuple(dict.fromkeys((*finding.against, *finding.support)))
    if finding.against and all(isinstance(fact.value, TextValue) for fact in facts):
        return [facts]
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.field, fact.key), []).append(fact)
    return [tuple(group) for group in groups.values()]


def _sides(facts: Sequence[Fact]) -> tuple[Side, ...]:
    """Put together what says the same; full-width and half-width signs are one."""
    told: dict[str, list[Fact]] = {}
    for fact in facts:
        told.setdefault("".join(unicodedata.normalize("NFKC", say_fact(fact)).split()), []).append(fact)
    return tuple(Side(said=say_fact(same[0]), facts=tuple(same)) for same in told.values())

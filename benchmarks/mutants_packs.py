"""Changes of a pack that its cases or its lint must notice: one limit, parameter, reading or quotation at a time."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from benchmarks.mutants_told import Mutant, Told
from tests.validators.cases import Trial, cases, fault, trial
from validators.pack import lint, load
from validators.predicates.any_of import AnyOf
from validators.shape import Rule, RulePack

_PACKS = Path(__file__).parent.parent / "validators" / "packs"
_SAID = {"predicate", "doubt", "manner", "settles", "asks"}  # which predicate it is is no parameter
_DIGITS = "一二三四五六七八九十"


def told_of(pack: str) -> Iterator[Told]:
    """Judge every mutant of a pack by the cases of the rule it changes, and those of text by the lint."""
    rules = load(pack)
    trials: dict[str, list[Trial]] = {}
    for folder in ("packs", "registers"):
        for case in cases(folder, pack):
            award = {"award": rules.award[0].id} if folder == "packs" else {}
            trials.setdefault(case["rule"], []).append(trial({**award, **case}, rules))
    for rule in rules.rule:
        person = any(rules.award_of(award).track == "individual" for award in rule.awards)
        for change, other in changed_rules(rule):
            mutant = Mutant(
                group="packs", place=f"{pack} {rule.id}", change=change, traits=_traits(rule, person=person)
            )
            yield Told(mutant, _noticed(rules, rule, other, trials.get(rule.id, [])))
    text = (_PACKS / f"{pack}.toml").read_text(encoding="utf-8")
    for rule in rules.rule:
        for change, other_text in changed_texts(text, rule):
            by = _linted(pack, other_text)
            if not by and change.startswith("article"):
                by = "no case names the rule"  # tests/validators/test_pack_cases.py asks for one of every rule
            yield Told(Mutant(group="packs", place=f"{pack} {rule.id}", change=change), by)


def _traits(rule: Rule, *, person: bool) -> frozenset[str]:
    """Say what a rule has that its parameters need to be read at all."""
    by = getattr(rule.test, "settled_by", None)
    contrary = getattr(rule.test, "contrary", ())
    told = {
        "limit": rule.limit,
        "contrary": contrary,
        "dated contrary": [one for one in contrary if one.dated_by],
        "revocations": by and by.source == "revocations",
        "nonprofit kinds": getattr(rule.test, "nonprofit_kinds", ()),
        "person": person,
    }
    return frozenset(name for name, has in told.items() if has)


def _noticed(rules: RulePack, rule: Rule, other: Rule, trials: list[Trial]) -> str:
    """Name the first case that comes out otherwise; a rule that does not load or breaks is noticed too."""
    try:
        pack = narrowed(rules, rule, other)
    except ValidationError as refused:
        return f"refused: {refused.errors()[0]['msg']}"
    for one in trials:
        try:
            wrong = fault(one.judged(pack), one.case)
        except Exception as broken:  # noqa: BLE001 - a mutant may break anything
            wrong = f"{type(broken).__name__}"
        if wrong:
            return str(one.case["says"])
    return ""


def narrowed(pack: RulePack, rule: Rule, other: Rule) -> RulePack:
    """Put a changed rule in the place of its original, and leave out what neither it nor its cases look at."""
    needed = {rule.id, *getattr(other.test, "rules", ())}
    kept = tuple(
        other if one.id == rule.id else one
        for one in pack.rule
        if one.id in needed or one.test.predicate in {"no_loss", "not_again", "prize_held"}
    )
    return RulePack.model_validate({**dict(pack), "rule": kept})


def changed_rules(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Change one limit by one, one parameter to another allowed value, or take away one reading."""
    for place, step in enumerate(rule.limit):
        for value in (step.value - 1, step.value + 1):
            limits = list(rule.limit)
            limits[place] = step.model_copy(update={"value": value})
            yield f"limit {step.value} -> {value}", rule.model_copy(update={"limit": tuple(limits)})
    fixed = {key for reading in rule.reading for key in reading.set}
    for change, test in changed_tests(rule.test):
        if change.split()[0] not in fixed:
            yield change, _anew(rule, test=test)
    for place, reading in enumerate(rule.reading):
        rest = (*rule.reading[:place], *rule.reading[place + 1 :])
        yield f"reading {reading.id} dropped", _dropped(rule, rest)
        for key, value in reading.set.items():
            for other in _others(type(rule.test), key, value):
                moved = reading.model_copy(update={"set": {**reading.set, key: other}})
                others = (*rule.reading[:place], moved, *rule.reading[place + 1 :])
                yield f"reading {reading.id}: {key} {value} -> {other}", _anew(rule, reading=others)


def _dropped(rule: Rule, rest: tuple[Any, ...]) -> Rule:
    """One reading alone is no list of readings: its clause then says just that."""
    if len(rest) > 1:
        return _anew(rule, reading=rest)
    test = type(rule.test).model_validate({**rule.test.model_dump(), **rest[0].set})
    return _anew(rule, test=test, reading=())


def _anew(rule: Rule, **changes: Any) -> Rule:
    return Rule.model_construct(**{**dict(rule), **changes})


def changed_tests(test: Any) -> Iterator[tuple[str, Any]]:
    """Change one parameter of a test, or of what stands inside it."""
    if isinstance(test, AnyOf):
        yield from _changed_alternatives(test)
    for name in type(test).model_fields:
        value = getattr(test, name)
        if name not in _SAID:
            for other in _others(type(test), name, value):
                yield f"{name} {value} -> {other}", test.model_copy(update={name: other})
        if isinstance(value, BaseModel):
            for change, inner in changed_tests(value):
                yield f"{name}.{change}", test.model_copy(update={name: inner})
        if isinstance(value, tuple):
            for place, one in enumerate(value):
                for change, inner in changed_tests(one) if isinstance(one, BaseModel) else ():
                    kept = (*value[:place], inner, *value[place + 1 :])
                    yield f"{name}[{place}].{change}", test.model_copy(update={name: kept})


def _changed_alternatives(test: AnyOf) -> Iterator[tuple[str, AnyOf]]:
    for place, one in enumerate(test.alternatives):
        for value in (one.limit - 1, one.limit + 1) if one.limit else ():
            yield f"alternative {place + 1} limit {one.limit} -> {value}", _at(test, place, {"limit": value})
        rest = (*test.alternatives[:place], *test.alternatives[place + 1 :])
        yield f"alternative {place + 1} dropped", test.model_copy(update={"alternatives": rest})


def _at(test: AnyOf, place: int, update: Mapping[str, Any]) -> AnyOf:
    moved = test.alternatives[place].model_copy(update=update)
    return test.model_copy(
        update={"alternatives": (*test.alternatives[:place], moved, *test.alternatives[place + 1 :])}
    )


def _others(shape: type[BaseModel], name: str, value: Any) -> Iterator[Any]:
    """List the other values that a closed parameter may have."""
    if name not in shape.model_fields:
        return
    annotation = shape.model_fields[name].annotation
    if annotation is bool:
        yield not value
    elif get_origin(annotation) is Literal:
        yield from (other for other in get_args(annotation) if other != value)


def changed_texts(text: str, rule: Rule) -> Iterator[tuple[str, str]]:
    """Change one character of the quotation, the article in the id, or the item."""
    head = text.index(f'id = "{rule.id}"\n')
    end = text.find("[rule.test]", head)
    block = text[head:end]
    middle = len(rule.quote) // 2
    wrong = rule.quote[:middle] + ("非" if rule.quote[middle] != "非" else "是") + rule.quote[middle + 1 :]

    def with_(old: str, new: str) -> str:
        return text[:head] + block.replace(old, new, 1) + text[end:]

    yield f"quote, character {middle + 1}", with_(f'quote = "{rule.quote}"', f'quote = "{wrong}"')
    number = int(re.sub(r"\D", "", rule.article))
    for other in (number - 1, number + 1):
        moved = rule.id.replace(rule.article, str(other), 1)
        yield f"article {rule.article} -> {other}", with_(f'id = "{rule.id}"', f'id = "{moved}"')
    for place, one in enumerate(re.findall(rf"[{_DIGITS}]", rule.item)):
        at = [found.start() for found in re.finditer(rf"[{_DIGITS}]", rule.item)][place]
        for step in (-1, 1):
            other_digit = _DIGITS[(_DIGITS.index(one) + step) % len(_DIGITS)]
            item = rule.item[:at] + other_digit + rule.item[at + 1 :]
            yield f"item {rule.item} -> {item}", with_(f'item = "{rule.item}"', f'item = "{item}"')


def _linted(pack: str, text: str) -> str:
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        path = Path(folder) / f"{pack}.toml"
        path.write_text(text, encoding="utf-8")
        faults = lint(path)
    return f"lint: {faults[0]}" if faults else ""

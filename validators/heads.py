"""Whether a person heads the organisation: by the box of the form, the name of its head, and the post."""

from pipeline.model import Fact, FlagValue, TextValue, Verdict
from validators.case import Case
from validators.terms import plain

_HEADS = ("entity.representative", "entity.head", "entity.top_manager")
_POSTS = ("董事长", "总经理", "总裁", "首席执行官", "理事长", "会长", "院长", "校长", "所长", "厂长", "主任")


def heads(case: Case) -> tuple[Verdict, tuple[Fact, ...]]:
    """Say whether the person is the head; a box ticked 否 against a head's post or name leaves it open."""
    flags = tuple(fact for fact in case.facts("person.is_head") if fact.document not in case.other_forms)
    ticked = {value.flag for fact in flags for value in fact.readings if isinstance(value, FlagValue)}
    names = {plain(text) for text in _texts(case.facts("person.name"))}
    named = tuple(fact for field in _HEADS for fact in case.facts(field) if names & {plain(t) for t in _texts([fact])})
    posts = tuple(fact for fact in case.facts("person.post") if any(_is_heads(text) for text in _texts([fact])))
    told = (*flags, *named, *posts)
    if ticked == {True}:
        return Verdict.MET, told
    if ticked == {False} and not named and not posts and all(len(fact.readings) == 1 for fact in flags):
        return Verdict.NOT_MET, told
    return Verdict.UNDETERMINED, told


def _texts(facts: list[Fact] | tuple[Fact, ...]) -> list[str]:
    return [value.text for fact in facts for value in fact.readings if isinstance(value, TextValue)]


def _is_heads(post: str) -> bool:
    """Tell a head's post from a deputy's.

    >>> _is_heads("党委书记、院长"), _is_heads("副院长")
    (True, False)
    """
    parts = plain(post).replace("兼", "、").replace(",", "、").replace("/", "、").split("、")
    return any(part.startswith(_POSTS) for part in parts)

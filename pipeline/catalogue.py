"""The field catalogue: what a fact may be called, what type its value has and what it means."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import ValidationError

from pipeline.errors import BadRules
from pipeline.model import Fact, Noun

FieldType = Literal["text", "date", "period", "amount", "flag"]


class CatalogueField(Noun):
    """One word of the contract. `key` says what tells several records apart; empty where there is only one.

    `personal` marks the numbers of people, which no paper outside the sealed part of the vault shows.
    """

    name: str
    section: str
    title: str
    type: FieldType
    meaning: str
    unit: str = ""
    key: str = ""
    personal: bool = False


@cache
def catalogue() -> dict[str, CatalogueField]:
    """Every field by name, in the order of the file.

    >>> catalogue()["entity.founded"].title
    '成立日期'
    """
    raw = tomllib.loads(files("pipeline").joinpath("catalogue.toml").read_text(encoding="utf-8"))
    return {field.name: field for section, body in raw.items() for field in _section(section, body)}


def _section(section: str, body: dict[str, Any]) -> list[CatalogueField]:
    try:
        return [
            CatalogueField(name=f"{section}.{name}", section=body["title"], **spec)
            for name, spec in body["fields"].items()
        ]
    except (KeyError, TypeError, ValidationError) as fault:
        raise BadRules("catalogue.toml", [f"[{section}] {fault}"]) from fault


def fault_of(fact: Fact) -> str:
    """What is wrong with a fact by the catalogue, in one clause; empty when nothing is."""
    field = catalogue().get(fact.field)
    if field is None:
        return f"没有字段 {fact.field}"
    if fact.alternatives or fact.value.type != field.type:  # most facts have one value, of the right type
        wrong = sorted({value.type for value in fact.readings} - {field.type, "said"})
        if wrong:
            return f"{fact.field} 应为 {field.type}，不是 {'、'.join(wrong)}"
    if field.key and not fact.key:
        return f"{fact.field} 缺少 key（{field.key}）"
    return ""

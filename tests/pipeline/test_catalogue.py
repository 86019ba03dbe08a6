"""The catalogue is whole, and facts that do not keep to it are told apart."""

import re

import pytest

from pipeline.catalogue import catalogue, fault_of
from pipeline.model import SaidValue
from tests.pipeline.paper import founded, named


def test_every_field_has_a_dotted_english_name_a_chinese_title_and_a_meaning() -> None:
    for name, field in catalogue().items():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", name), name
        assert re.search(r"[一-鿿]", field.title), name
        assert field.meaning.endswith("。"), name


def test_titles_are_unique() -> None:
    titles = [field.title for field in catalogue().values()]

    assert len(titles) == len(set(titles))


def test_only_amounts_have_a_unit() -> None:
    for name, field in catalogue().items():
        assert bool(field.unit) == (field.type == "amount"), name


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, ""),
        ({"field": "entity.colour"}, "没有字段 entity.colour"),
        ({"value": named("甲").value}, "entity.founded 应为 date，不是 text"),
        ({"alternatives": (named("甲").value,)}, "entity.founded 应为 date，不是 text"),
        ({"field": "certificate.issued_on"}, "certificate.issued_on 缺少 key（证书编号）"),
        ({"value": SaidValue(said="blank")}, ""),
    ],
)
def test_a_fact_is_held_against_the_catalogue(change: dict[str, object], says: str) -> None:
    assert fault_of(founded("2020-03-01").model_copy(update=change)) == says

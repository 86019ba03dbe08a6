"""Kinds of document are data, read strictly."""

import pytest

from extractors.finding.kinds import Kind, kinds, read_kind
from extractors.finding.words import squeeze
from pipeline.errors import BadRules

_MUST_WORK = {
    "application_form",
    "self_assessment",
    "business_licence",
    "management_certificate",
    "credit_report",
    "audit_report",
    "officer_appointment",
    "publicity_notice",
    "publicity_result",
    "declaration",
}


def test_every_kind_in_the_folder_loads() -> None:
    assert set(kinds()) >= _MUST_WORK


def test_a_kind_is_named_by_its_file() -> None:
    kind = read_kind("permit.toml", 'title = "其他许可资质"\nclaims = [{ head = ["许可 证"] }]')
    assert (kind.slug, kind.title, kind.claims[0].head) == ("permit", "其他许可资质", (squeeze("许可证"),))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('title = "甲"\ncolour = "红"', "colour"),
        ('title = "甲"\nclaims = [{ heading = ["甲"] }]', "heading"),
        ('title = "甲"\nclaims = [{ none = ["甲"] }]', "needs title, head, all, any or a pattern"),
        ('title = "甲"\n[[fields]]\nfield = "entity.colour"\nlabels = ["颜色"]', "no field entity.colour"),
        ('title = "甲"\n[[fields]]\nfield = "entity.name"', "neither labels nor a pattern"),
        ('title = "甲"\n[[fields]]\nfield = "entity.name"\npattern = "名称(.+)"', "no group named value"),
        ('title = "甲"\n[[fields]]\nfield = "entity.name"\npattern = "(?P<value>"', "模式写错了"),
        ('title = "甲"\n[[tables]]\nkey = "honour.name"\n[tables.fields]\n"honour.what" = ["荣誉"]', "honour.what"),
        ('title = "甲"\n[[statements]]\nunit = "元"\n[statements.rows]\n"finance.what" = ["什么"]', "finance.what"),
        ('title = "甲"\ntitle = "乙"', "TOML"),
        ("", "title"),
    ],
)
def test_a_fault_in_a_kind_names_the_file_and_the_fault(text: str, fault: str) -> None:
    with pytest.raises(BadRules) as caught:
        read_kind("thing.toml", text)
    assert "thing.toml" in str(caught.value)
    assert fault in str(caught.value)


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.slug)
def test_no_kind_gives_one_label_to_two_fields_by_accident(kind: Kind) -> None:
    """A label may serve two fields only where a pattern, an end of a range or its part tells them apart."""
    owners: dict[str, set[str]] = {}
    for finder in kind.fields:
        for label in finder.labels:
            if not finder.pattern and not finder.take and not finder.under:
                owners.setdefault(squeeze(label), set()).add(finder.field)
    assert {label: fields for label, fields in owners.items() if len(fields) > 1} == {}

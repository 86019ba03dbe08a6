"""Whatever stands around a number of a person, it is hidden, and nothing else is touched."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.masking import hide

_AROUND = st.text(st.sampled_from("甲乙身份证号码：，。（） \n元至"), max_size=8)
_BORN = st.dates().filter(lambda day: 1900 <= day.year <= 2099).map(lambda day: f"{day:%Y%m%d}")
_REGION = st.integers(110000, 659999).map(str)
_ORDER = st.integers(0, 999).map(lambda number: f"{number:03d}")
_RESIDENT = st.tuples(_REGION, _BORN, _ORDER, st.sampled_from("0123456789Xx"))
_SEPARATOR = st.sampled_from(["", " ", "-", "　"])
_MOBILE = st.integers(13_000_000_000, 19_999_999_999).map(str)


@given(_AROUND, _RESIDENT, _SEPARATOR, _AROUND)
def test_a_resident_number_never_shows_the_day_of_birth(
    before: str, parts: tuple[str, str, str, str], separator: str, after: str
) -> None:
    region, born, order, check = parts
    shown = hide(f"{before}{region}{separator}{born}{separator}{order}{check}{after}")
    assert born not in shown
    assert shown.startswith(f"{before}{region[:3]}***")
    assert shown.endswith(f"{order}{check}{after}")


@given(_AROUND.filter(lambda text: not text.endswith("-")), _MOBILE, _AROUND)
def test_a_mobile_number_shows_its_ends_unless_it_is_money(before: str, number: str, after: str) -> None:
    shown = hide(f"{before}{number}{after}")
    if after.lstrip(" ")[:1] == "元" and not after.startswith("  "):
        assert shown == f"{before}{number}{after}"
    else:
        assert shown == f"{before}{number[:3]}****{number[-4:]}{after}"


@given(st.text())
def test_to_hide_twice_is_to_hide_once_and_changes_no_length(text: str) -> None:
    once = hide(text)
    assert len(once) == len(text)
    assert hide(once) == once


@given(st.text(st.characters(exclude_categories=["Nd", "Cs"])))
def test_a_text_without_digits_stays(text: str) -> None:
    assert hide(text) == text

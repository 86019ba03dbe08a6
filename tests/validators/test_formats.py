"""Numbers that carry their own check."""

import pytest

from validators.formats import credit_code, resident_number

FICTIONAL = (
    "91310104MA1FR0X18T", "91310104132000010R", "91330109MA27XAB12B", "91360111MA35H0T20F", "91620702MA71B0C31M",
    "93620702MA72K0019J", "52310104MJ5120Q49Q", "51310104501770011A", "12310104425060017M", "11330109002510012U",
)  # fmt: skip


@pytest.mark.parametrize("code", FICTIONAL)
def test_a_code_with_both_check_characters_right_has_no_fault(code: str) -> None:
    """Companies, institutions, social bodies, cooperatives and agencies alike."""
    assert credit_code.fault(code) == ""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("91310104MA1FR0X18", "实为 17 位"),
        ("91310104MA1FR0X18T1", "实为 19 位"),
        ("91310104MA1FR0X1OT", "O"),
        ("9131010AMA1FR0X18T", "应为数字"),
        ("91310104MA1FR0X17T", "第 17 位"),
        ("91310104MA1FR0X18U", "第 18 位"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(code: str, told: str) -> None:
    """Length, alphabet, region and each of the two check characters have their own sentence."""
    assert told in credit_code.fault(code)


@pytest.mark.parametrize("code", FICTIONAL)
def test_any_single_wrong_digit_is_noticed(code: str) -> None:
    """The check characters find every substitution of one digit by another."""
    for place, character in enumerate(code):
        if character.isdigit():
            other = str((int(character) + 1) % 10)
            assert credit_code.fault(code[:place] + other + code[place + 1 :]), (code, place)


def test_separators_and_small_letters_are_no_fault() -> None:
    """A code is often printed in groups."""
    assert credit_code.fault("91310104-ma1fr0x18t") == ""


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("360426199101010071", ""),
        ("36042619910101007", "实为 17 位"),
        ("36042619910101007X1", "实为 19 位"),
        ("3604261991O1010071", "应为数字"),
        ("360426199113010071", "不是存在的日期"),
        ("360426199101010072", "第 18 位"),
    ],
)
def test_a_resident_number_is_checked_by_length_date_and_check_character(number: str, told: str) -> None:
    """An empty answer means that nothing is wrong; the region is not looked up."""
    assert resident_number.fault(number) == told or (told and told in resident_number.fault(number))


def test_a_check_character_x_is_valid_in_either_case() -> None:
    """11010119900307002X: the remainder is ten, written X."""
    assert resident_number.fault("99990119900307002X") == resident_number.fault("99990119900307002x")

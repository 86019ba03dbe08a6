"""公民身份号码 (GB 11643): region, date of birth, sequence and a check character.

The region is not looked up: regions are merged and renamed, and the number stays.
"""

_LENGTH = 18


def compact(number: str) -> str:
    from stdnum.cn import ric

    return str(ric.compact(number))


def fault(number: str) -> str:
    """Say what is wrong with a number in one clause; empty when nothing is.

    >>> fault("360426199101010072")
    '第 18 位校验码不符'
    """
    from stdnum.cn import ric
    from stdnum.exceptions import InvalidComponent

    number = compact(number)
    if len(number) != _LENGTH:
        return f"应为 {_LENGTH} 位，实为 {len(number)} 位"
    if not (number[:-1].isascii() and number[:-1].isdigit()):
        return "前 17 位应为数字"
    try:
        ric.get_birth_date(number)
    except InvalidComponent:
        return "第 7—14 位不是存在的日期"
    return "" if number[-1] == ric.calc_check_digit(number) else "第 18 位校验码不符"

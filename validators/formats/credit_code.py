"""统一社会信用代码 (GB 32100): 18 characters, of which the ninth to seventeenth are a 组织机构代码 (GB 11714).

Both check characters are verified: two slips of the pen rarely pass both.
"""

from functools import lru_cache

_LENGTH = 18
_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@lru_cache(maxsize=1024)
def compact(code: str) -> str:
    """Take away separators and write the letters as capitals.

    >>> compact("91310104 ma1fr0x18t")
    '91310104MA1FR0X18T'
    """
    from stdnum.cn import uscc

    return str(uscc.compact(code))


def organisation_check(body: str) -> str:
    """Calculate the check character of the eight characters of a 组织机构代码.

    >>> organisation_check("13200001")
    '0'
    """
    rest = -sum(weight * int(character, 36) for weight, character in zip(_WEIGHTS, body, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


@lru_cache(maxsize=1024)
def fault(code: str) -> str:
    """Say what is wrong with a code in one clause; empty when nothing is.

    >>> fault("91310104MA1FR0X18U")
    '第 18 位校验码不符'
    """
    from stdnum.cn import uscc

    code = compact(code)
    if len(code) != _LENGTH:
        return f"应为 {_LENGTH} 位，实为 {len(code)} 位"
    if wrong := sorted(set(code) - _ALPHABET):
        return f"含有不可能出现的字符 {'、'.join(wrong)}"
    if not code[2:8].isdigit():
        return "第 3—8 位登记管理机关行政区划码应为数字"
    if code[16] != organisation_check(code[8:16]):
        return "第 17 位组织机构代码校验码不符"
    if code[17] != uscc.calc_check_digit(code[:17]):
        return "第 18 位校验码不符"
    return ""

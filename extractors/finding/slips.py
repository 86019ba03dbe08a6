"""Known slips of OCR, mended in the value and never in the quote: a split character, letters where digits must stand.

Only what has one meaning is mended: no standard is called IS0 9001, no number of an accreditation has a letter O, the
year in the number of a document stands in 〔〕, whatever was typed for them, and between 市场监 and 管理局 stands 督.
"""

import re

_ISO = re.compile(r"(?<![A-Za-z0-9])[I1l|][S5][O0Q](?=[\s/]*(?:IEC|TS|TR|\d{4,5}))")
_SERIAL = re.compile(r"(?<=\bC)[0-9OQ]{3}(?=-[A-Z]\b)")
_APPROVAL = re.compile(r"(?<=-)[0-9OQIl]{2,4}(?![A-Za-z0-9])")
_NUMBER_YEAR = re.compile(r"[〔\[(（【]((?:19|20)\d{2})[〕\])）】](?=第?\d+号)")
_SUPERVISION = re.compile(r"(?<=市场监)[^督管]?(?=管理[局总所])")
_NO_COMPANY = re.compile(r"[^有]限(?:责任)?公司$")
_DIGITS = str.maketrans("OQIl", "0011")


def other_readings(text: str) -> tuple[str, ...]:
    """How a name must have ended that no company can have: 有 was dropped, or read as another sign.

    >>> other_readings("蓬莱认证官限公司"), other_readings("蓬莱认证有限公司")
    (('蓬莱认证官有限公司', '蓬莱认证有限公司'), ())
    """
    found = _NO_COMPANY.search(text)
    if not found:
        return ()
    end = text[found.start() + 1 :]
    return f"{text[: found.start() + 1]}有{end}", f"{text[: found.start()]}有{end}"


def without_breaks(number: str) -> str:
    """A number as one word: a narrow cell breaks it, and another paper prints it whole.

    >>> without_breaks("99926Q00001R3M /9100"), without_breaks("Malcolm Baldrige"), without_breaks("2024 合并")
    ('99926Q00001R3M/9100', 'Malcolm Baldrige', '2024 合并')
    """
    return number.replace(" ", "") if number.isascii() and any(one.isdigit() for one in number) else number


def mended(field: str, text: str) -> str:
    """The text of a field as it must have been printed.

    >>> mended("certificate.standard", "GB/T 19001-2016/1S09001:2015")
    'GB/T 19001-2016/ISO9001:2015'
    >>> mended("certificate.accreditation", "CNAS CO00-M"), mended("entity.scope", "技术月艮务")
    ('CNAS C000-M', '技术服务')
    >>> mended("audit.number", "申会审字〔2025]第0123号")
    '申会审字〔2025〕第0123号'
    >>> mended("penalty.number", "徐市监处[2024]31号"), mended("entity.name", "乌有（2024）有限公司")
    ('徐市监处〔2024〕31号', '乌有（2024）有限公司')
    >>> mended("certificate.number", "99926Q00001R3M /9100"), mended("entity.name", "ABC 2 Ltd")
    ('99926Q00001R3M/9100', 'ABC 2 Ltd')
    >>> mended("recommendation.by", "乌有区市场监管理局"), mended("recommendation.by", "乌有区市场监管局")
    ('乌有区市场监督管理局', '乌有区市场监管局')
    """
    if field.endswith("number"):
        text = without_breaks(text)
    text = _SUPERVISION.sub("督", _NUMBER_YEAR.sub(r"〔\1〕", text.replace("月艮", "服")))
    if field.endswith("standard"):
        text = _ISO.sub("ISO", text)
    elif field == "certificate.accreditation":
        text = _SERIAL.sub(lambda found: found.group().translate(_DIGITS), text)
    elif field == "certificate.body_approval":
        text = _APPROVAL.sub(lambda found: found.group().translate(_DIGITS), text)
    return text

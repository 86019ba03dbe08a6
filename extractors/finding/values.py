"""From what is printed to what it means: a quote becomes a typed value, and every other way to read it.

The paper may also answer without a value: 无, a slash, 详见附件, 保密, an untouched blank. What does not parse is
`unreadable`; nothing is guessed.
"""

import re
from typing import Literal

from extractors.finding.amounts import read_amount
from extractors.finding.codes import read_code
from extractors.finding.dates import find_dates, is_blank_date, read_range
from extractors.finding.slips import mended, other_readings
from extractors.finding.words import fold, squeeze, tidy
from pipeline.catalogue import CatalogueField
from pipeline.model import AmountValue, DateValue, FlagValue, PeriodValue, SaidValue, TextValue, Value

End = Literal["", "start", "end"]

_NONE = re.compile(r"(?:暂?无|/+|\\+|[-–—―一]{1,4}|不适用|没有|N/?A)[。.]?", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\(?(?:(?:详?见|参见|请见|详情见)(?:后附|所附|本)?.{0,8}(?:附件|附页|附表|附后|后页|报告|材料|目录|证明|证书|说明).{0,12}"
    r"|[后另]附.{0,8}|附后|附件\d*)\)?。?"
)
_WITHHELD = re.compile(r"[(]?(?:保密|涉密|商业秘密|不便公开|不公开|不予公开)[)]?。?")
_FURNITURE = re.compile(r"[(]?(?:盖章|公章|签字|签章|签名|加盖公章|单位盖章|手写签名)[)]?:?|[_\s.。:;()]")
_HOLE = re.compile(
    r"\$?\{+[^{}]*\}+|[Xx×*]{2,}|<[^<>]{1,30}>|\((?:请|此处|填写|点击|如实|可另)[^()]*\)|(?:请|点击)(?:此处)?(?:在此)?(?:填写|输入)[^,。]*"
)
_FRAME = re.compile(r"年|月|日|有限(?:责任)?公司|公司|省|市|区|县|街道|路|号|[万亿]?元|人|名|%|至|先生|女士")
_UNTICKED = re.compile(r"是[/、]?否|有[/、]?无|否[/、]?是|男[/、]?女")
_SEAL_HERE = re.compile(r"\s*\((?:加盖)?(?:单位)?(?:公章|盖章|签章|签字|签名)\)")
_TICKED, _EMPTY = "☑☒√■✓✔✅●▣", "□☐◻▢"
_MARK = re.compile(rf"(?P<marks>[{_TICKED}{_EMPTY}]+)")
_YES, _NO = {"是", "有", "已", "已经", "同意", "经审计"}, {"否", "无", "没有", "未", "不是", "不同意", "未经审计"}


def read_value(
    field: CatalogueField, quote: str, *, printed_unit: str = "", take: End = "", label: str = ""
) -> tuple[Value, ...]:
    """Every plausible reading of a quote for a field, the likeliest first; never empty.

    `take` says which end of a printed range a date field wants. `label` completes an answer that is only 是 or 否.
    """
    if field.type == "flag" and (flag := _flag(quote)) != _UNREADABLE:
        return (flag,)
    options = _options(quote, boxes=field.type == "flag")
    if said := what_is_said(quote) or (_chosen(field, options, label) if options else None):
        return (said,)
    match field.type:
        case "text":
            values = _texts(field, quote)
        case "date":
            values = _dates(quote, take)
        case "period":
            values = (_period(quote, label),)
        case "amount":
            values = (_amount(quote, field.unit, printed_unit),)
        case "flag":
            values = (_UNREADABLE,)
    return values


_UNREADABLE = SaidValue(said="unreadable")
_END = re.compile(r"(?:至|截止日期|到期日期|届满日期|截止时间|终止时间|截止年月|结束时间)[：:]?$")


def what_is_said(quote: str) -> SaidValue | None:
    """The answer of a paper that gives no value.

    >>> what_is_said("　　年　　月　　日")
    SaidValue(type='said', said='blank')
    >>> what_is_said("详见附件3").said, what_is_said("—").said, what_is_said("保密").said
    ('elsewhere', 'none', 'withheld')
    """
    plain = squeeze(quote)
    if not _FURNITURE.sub("", plain) or is_blank_date(_FURNITURE.sub("", plain)):
        return SaidValue(said="blank")
    if _is_template(plain):
        return SaidValue(said="blank")
    if _NONE.fullmatch(plain):
        return SaidValue(said="none")
    if _WITHHELD.fullmatch(plain):
        return SaidValue(said="withheld")
    if _ELSEWHERE.fullmatch(plain) and not find_dates(fold(quote)):
        return SaidValue(said="elsewhere")
    return None


def _is_template(plain: str) -> bool:
    """Whether words are an untouched form's: ${名称}, XXXX年XX月, （请填写全称）, or both answers and no tick."""
    if _UNTICKED.fullmatch(plain):
        return True
    rest = _HOLE.sub("", plain)
    return rest != plain and not _FURNITURE.sub("", _FRAME.sub("", rest))


def _options(quote: str, *, boxes: bool) -> tuple[tuple[str, bool], ...]:
    """The words beside check boxes and whether each is ticked, whichever side the boxes stand on."""
    plain = re.sub("[口囗○]", "□", squeeze(quote)) if boxes else squeeze(quote)
    pieces = _MARK.split(plain)
    marks, words = pieces[1::2], [pieces[0], *pieces[2::2]]
    if not marks or (boxes and len(plain) == 1):
        return ()
    words = [word.strip(",;，；、/()") for word in words]
    beside = words[1:] if not words[0] or words[-1] else words[:-1]
    return tuple(
        (word, any(mark in _TICKED for mark in group)) for word, group in zip(beside, marks, strict=True) if word
    )


def _chosen(field: CatalogueField, options: tuple[tuple[str, bool], ...], label: str) -> Value:
    ticked = [word for word, on in options if on]
    if len(ticked) != 1:
        return SaidValue(said="unreadable" if ticked else "blank")
    word = ticked[0]
    if field.type == "flag":
        return _flag(word)
    if field.type != "text":
        return _UNREADABLE
    return TextValue(text=tidy(f"{label}：{word}" if label and word in _YES | _NO else word))


def _texts(field: CatalogueField, quote: str) -> tuple[Value, ...]:
    if field.name.endswith("code"):
        return tuple(TextValue(text=code) for code in read_code(quote))
    text = tidy(_SEAL_HERE.sub("", fold(quote))) if _SEAL_HERE.search(fold(quote)) else tidy(quote)
    text = mended(field.name, text.strip(" ，、；;：:|").lstrip("。.·•"))  # no words begin with a dot: it is dirt
    if not text:
        return (SaidValue(said="blank"),)
    return tuple(TextValue(text=reading) for reading in (text, *other_readings(text)))


def _dates(quote: str, take: End) -> tuple[Value, ...]:
    text = fold(quote)
    if take and (both := read_range(text)):
        end = both.starts if take == "start" else both.ends
        return (DateValue(date=end) if end else _UNREADABLE,)
    found = find_dates(text)
    if not found:
        year = re.fullmatch(r"\s*((?:19|20)\d{2})\s*", text)
        found = find_dates(f"{year[1]}年") if year else ()
    readings = dict.fromkeys(reading for one in found for reading in one.readings)
    return tuple(DateValue(date=reading) for reading in readings) or (_UNREADABLE,)


def _period(quote: str, label: str) -> Value:
    """A period; behind 有效期至 the words are its end alone."""
    found = read_range(fold(quote)) or (read_range(f"至{fold(quote)}") if _END.search(label) else None)
    return PeriodValue(starts=found.starts, ends=found.ends, open_end=found.open_end) if found else _UNREADABLE


def _amount(quote: str, unit: str, printed_unit: str) -> Value:
    amount = read_amount(quote, unit=unit, printed_unit=printed_unit)
    return _UNREADABLE if amount is None else AmountValue(amount=amount)


def _flag(quote: str) -> Value:
    plain = squeeze(quote).strip("。,;")
    if plain in _YES or (len(plain) == 1 and plain in _TICKED):
        return FlagValue(flag=True)
    if plain in _NO or (len(plain) == 1 and plain in _EMPTY):
        return FlagValue(flag=False)
    return _UNREADABLE

"""within_district: the address on a registration paper lies inside the district, by the names it begins with."""

import re
from typing import Literal

from pydantic import Field

from pipeline.catalogue import catalogue
from pipeline.model import Doubt, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import texts_of, weigh
from validators.terms import PaperKind, Parameters, TextField, plain
from validators.verdict import Ruling

# A town name without its province is not enough to say "elsewhere": 普陀区 is in Shanghai and in Zhoushan.
_PROVINCE = re.compile(
    r"(?:北京|天津|上海|重庆)市|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:香港|澳门)特别行政区|"
    r"(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省"
)
_BELOW = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:新区|区|县|市|自治州|盟)")


class WithinDistrict(Parameters):
    """`inside` lists the beginnings of an address that prove it; names that other places share must not stand alone.

    `ceded` are places that once belonged to the district and no longer do: an old paper still says that they do.
    """

    predicate: Literal["within_district"] = "within_district"
    field: TextField
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    inside: tuple[str, ...] = Field(min_length=1)
    place: str
    ceded: tuple[str, ...] = ()


def lies_inside(address: str, inside: tuple[str, ...], ceded: tuple[str, ...] = ()) -> Verdict:
    """Judge an address: inside, clearly elsewhere, or naming too little to tell.

    >>> lies_inside("江苏省昆山市前进路1号", ("上海市",)).value
    'not_met'
    >>> lies_inside("上海市乌有路1号", ("上海市徐汇区", "徐汇区")).value
    'undetermined'
    """
    address, names = plain(address), [plain(name) for name in inside]
    if any(plain(name) in address for name in ceded):
        return Verdict.UNDETERMINED
    if any(address.startswith(name) for name in names):
        return Verdict.MET
    walked, place = "", _PROVINCE.match(address)
    while place:
        walked += place[0]
        if not any(name.startswith(walked) for name in names):
            return Verdict.NOT_MET
        place = _BELOW.match(address[len(walked) :])
    return Verdict.UNDETERMINED


def within_district(case: Case, test: WithinDistrict, _: int) -> Ruling:
    title = catalogue()[test.field].title
    proofs, claims = case.proofs(test.field, test.kinds), case.claims(test.field, test.kinds)
    if not proofs:
        return case.unproven(test.field, test.kinds)
    answer = weigh(lambda address: lies_inside(address, test.inside, test.ceded), texts_of(proofs), texts_of(claims))
    shown = "、".join(dict.fromkeys(f"{case.paper(fact)}载为“{say_fact(fact)}”" for fact in proofs))
    if answer.verdict is not Verdict.UNDETERMINED and (terms := case.void(proofs)):
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.HUMAN,
            sentence=f"{shown}，但证书有效期（{'、'.join(map(say_fact, terms))}）已过，是否仍在登记须核实。",
            needs="请向登记机关核实是否仍在登记。",
            support=(*proofs, *terms),
        )
    if answer.verdict is Verdict.MET and case.untold(proofs):
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.UNREADABLE,
            sentence=f"{shown}，但没有读到证书的有效期，不能断定登记仍然有效。",
            needs="请查看证书所载的有效期，或向登记机关核实是否仍在登记。",
            support=proofs,
        )
    if answer.verdict is Verdict.MET:
        return Ruling(
            verdict=Verdict.MET,
            sentence=f"登记地址在{test.place}：{shown}。",
            computation=(f"登记地址以“{test.place}”所辖地名开头",),
            flip=f"若登记地址不在{test.place}则不满足",
            support=proofs,
        )
    if answer.verdict is Verdict.NOT_MET:
        return Ruling(
            verdict=Verdict.NOT_MET,
            sentence=f"登记地址不在{test.place}：{shown}。",
            computation=(f"登记地址开头的地名不属于“{test.place}”",),
            flip=f"若登记地址在{test.place}则满足",
            against=proofs,
        )
    split: dict[Doubt | None, str] = {
        Doubt.CONFLICT: f"各材料所载{title}不一致，是否在{test.place}取决于以何者为准",
        Doubt.UNREADABLE: f"{title}有不同辨认结果，是否在{test.place}取决于如何辨认",
    }
    why = split.get(answer.doubt, f"{title}没有写明所属行政区，不能断定是否在{test.place}")
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=answer.doubt,
        sentence=f"{why}：{answer.deciding(case.paper)}。",
        needs="请向登记机关核实登记地址所属行政区。",
        support=proofs,
    )

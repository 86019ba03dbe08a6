"""The bureaux an office asks, and the names under which each answers."""

import re
from collections.abc import Collection

from validators.terms import plain

# A place at the head of a name: 市场监管局 is none, and the name of a development zone does not tell its district.
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:省|自治区|自治州|市(?!场)|(?<!开发)(?<!高新)区|县|旗)")
_HEADS = ("国家税务总局", "国家统计局")

BUREAUX: dict[str, tuple[str, ...]] = {
    "市场监管": ("市场监管", "市场监督"),
    "应急管理": ("应急管理", "应急局"),
    "生态环境": ("生态环境", "环境保护", "环保局"),
    "卫生健康": ("卫生健康", "卫健"),
    "药品监管": ("药品监督", "药品监管", "药监"),
    "发展改革": ("发展改革", "发展和改革", "发改"),
    "经济信息化": ("经济信息化", "经济和信息化", "经信"),
    "工信": ("工业和信息化", "工信"),
    "人力社保": ("人力资源和社会保障", "人力资源社会保障", "人力社保", "人社"),
    "住房城乡建设": ("住房和城乡", "住房城乡", "住建"),
    "税务": ("税务局",),
    "公安": ("公安",),
    "人民法院": ("法院",),
    "纪检监察": ("纪委", "纪检", "监委", "监察委"),
    "信访": ("信访",),
    "信用主管": ("公共信用", "信用体系", "信用中心"),
}


def is_bureau(printed: str, wanted: str) -> bool:
    """Tell whether the bureau that answered is the one that must answer.

    >>> is_bureau("徐汇区市场监督管理局", "市场监管"), is_bureau("徐汇区应急管理局", "市场监管")
    (True, False)
    >>> is_bureau("区纪委监委", "纪检监察"), is_bureau("区劳动保障监察大队", "纪检监察")
    (True, False)
    """
    return any(plain(word) in plain(printed) for word in BUREAUX.get(wanted, (wanted,)))


def elsewhere(printed: str, places: Collection[str]) -> bool:
    """Tell whether a bureau names a place that neither lies in one of these nor has one of them in it.

    >>> ours = ["上海市徐汇区", "徐汇区"]
    >>> [elsewhere(one, ours) for one in ("黄浦区市场监管局", "上海市黄浦区税务局", "杭州市应急管理局")]
    [True, True, True]
    >>> [elsewhere(one, ours) for one in ("徐汇区市场监管局", "上海市应急管理局", "区市场监管局", "税务局")]
    [False, False, False, False]
    """
    name, walked = plain(printed), ""
    for head in _HEADS:
        name = name.removeprefix(head)
    while place := _PLACE.match(name[len(walked) :]):
        walked += place[0]
    known = [plain(place) for place in places]
    return bool(walked and known) and not any(one.startswith(walked) or walked.startswith(one) for one in known)

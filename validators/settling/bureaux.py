"""The bureaux an office asks, and the names under which each answers."""

from validators.terms import plain

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

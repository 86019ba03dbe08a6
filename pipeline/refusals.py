"""What the door says about each file it does not take in as it came: what it is, and what to do next."""

import unicodedata

from pipeline.model import Problem

_REMARKS = frozenset({"ignored_system_file", "wrong_extension"})
_SAYINGS = {
    "archive_unsupported": ("这是 {kind} 压缩包，本程序打不开", "请解压后提交文件夹，或重新打包为 zip。"),
    "compression_ratio": ("解压后超过压缩数据的 {limit} 倍，疑似压缩炸弹，没有收下", "请直接提交未压缩的文件。"),
    "damaged_archive": ("文件已损坏，打不开（zip 结构不完整）", "请重新打包或重新导出后再提交。"),
    "damaged_entry": ("从压缩包中取不出来（数据中断或校验不符）", "请重新打包后再提交。"),
    "duplicate_name": ("与前面一个文件同名而内容不同，只收了前一个", "请确认以哪一份为准，改名后重新提交。"),
    "empty_archive": ("压缩包里没有文件", "请确认打包是否完整，重新打包后再提交。"),
    "empty_file": ("文件是空的（0 字节）", "请重新导出这个文件后再提交。"),
    "encrypted_entry": ("压缩包设有密码，取不出来", "请去掉密码后重新打包。"),
    "file_too_large": ("超过单个文件 {limit} 的上限，没有收下", "请拆分文件或降低扫描分辨率后重新提交。"),
    "ignored_system_file": ("系统或办公软件自动生成的文件，不是申报材料，未读", "无需处理。"),
    "name_too_long": ("路径超过 {limit} 个字符，没有收下", "请缩短文件夹或文件的名称后重新提交。"),
    "nested_too_deep": ("压缩包套压缩包超过 {limit} 层，没有打开", "请解压里层的压缩包后重新提交。"),
    "package_too_large": (
        "全部材料（解压后）超过 {limit} 的上限，这个文件和其后的文件都没有收下",
        "请减少或拆分材料后重新提交。",
    ),
    "special_file": ("不是普通文件（设备或管道），没有读取", "请换成普通文件后重新提交。"),
    "symlink": ("这是指向别处的链接，没有跟随", "请把链接所指的文件本身放进材料。"),
    "too_many_files": (
        "文件超过 {limit} 个的上限，这个文件和其后的文件都没有收下",
        "请减少或合并文件后重新提交。",
    ),
    "unreadable_file": ("文件读不出来（{why}）", "请检查文件权限和存储介质后重新提交。"),
    "unsafe_path": ("路径指向材料之外或含有不可显示的字符，没有收下", "请重新打包，只用包内的相对路径。"),
    "unsupported_compression": ("压缩方法不受支持，取不出来", "请用普通的 zip 压缩方式重新打包。"),
    "wrong_extension": ("扩展名是 {claimed}，内容却是 {media}，已按内容处理", "请核对是否传错了文件。"),
}


def refusal(code: str, file: str, **facts: object) -> Problem:
    """Tell a person about one file.

    >>> refusal("nested_too_deep", "证书.zip", limit=3).what
    '压缩包套压缩包超过 3 层，没有打开'
    """
    what, next_step = _SAYINGS[code]
    # A name may carry control characters that would steer the terminal it is shown on.
    shown = "".join("\ufffd" if unicodedata.category(char) == "Cc" else char for char in file)
    return Problem(code=code, file=shown, what=what.format(**facts), next_step=next_step, remark=code in _REMARKS)


def size_in_words(count: int) -> str:
    """A limit as people write it.

    >>> size_in_words(500 * 1024**2), size_in_words(1000)
    ('500 MB', '1000 字节')
    """
    return f"{count // 1024**2} MB" if count % 1024**2 == 0 else f"{count} 字节"

"""What can be asked of a vault on the command line."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

_RUN = "存储库中一份卷宗的地址，如 out/demo/dossiers/规则/批次/材料/运行"


def add_vault_commands(
    commands: Any, with_json: Callable[[ArgumentParser], None], with_view: Callable[..., None]
) -> None:
    """Add the commands that look into a store and change nothing in it."""
    verify = commands.add_parser(
        "verify",
        help="核对存储库：有无缺少、改动、多出、换序、截断",
        description="重新计算存储库（或其中一部分）的全部哈希值，指出每一处不符。只读，不改动任何内容。",
    )
    verify.add_argument("store", metavar="存储库", help="文件夹或 s3://桶/前缀，后面可接 dossiers/规则/批次/…")
    verify.add_argument("--head", metavar="封存码", default="", help="另行记下的封存码；查明封存至今没有被整个换掉")
    with_json(verify)

    replay = commands.add_parser(
        "replay",
        help="用库中的原件重新审查，看结果是否逐字节相同",
        description="从存储库取出原件，重新读取和判断，与当时的卷宗比较。",
    )
    replay.add_argument("run", metavar="卷宗", help=_RUN)
    with_json(replay)

    diff = commands.add_parser(
        "diff", help="比较两次审查：已补正、仍未解决、新出现", description="比较同一申报人的两份卷宗。"
    )
    diff.add_argument("before", metavar="前一份", help=f"{_RUN}，或 dossier.json")
    diff.add_argument("after", metavar="后一份", nargs="?", default="", help="同上；不写则与它所接替的那一份比较")
    with_json(diff)

    export = commands.add_parser(
        "export",
        help="导出卷宗，附独立的核对程序",
        description="把一份卷宗或整个批次导出到文件夹；其中的 check_export.py 不装本程序也能核对。",
    )
    export.add_argument("run", metavar="卷宗", help=f"{_RUN}；或到批次为止，导出整个批次")
    export.add_argument("out", metavar="文件夹", type=Path)
    with_view(export, "导出给谁看")

    retention = commands.add_parser(
        "retention", help="保存期限：什么可以在哪天之后删除", description="列出存储库中各部分的保存期限；本程序不删除。"
    )
    retention.add_argument("store", metavar="存储库", help="文件夹或 s3://桶/前缀")
    with_json(retention)

    link = commands.add_parser(
        "link", help="生成限时链接，给没有密钥的审查人员打开", description="生成一份文书的限时链接。"
    )
    link.add_argument("run", metavar="卷宗", help=f"{_RUN}；可接文件名，不接则为 dossier.html")
    link.add_argument("--hours", metavar="小时", type=int, default=24, choices=range(1, 169), help="1 到 168，默认 24")

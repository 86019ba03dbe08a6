"""Arguments in, words or JSON out, and the one place where errors become sentences and exit codes.

Data goes to stdout, words to stderr. Nothing heavy is imported before a command needs it: `zishen --help` is instant.
"""

import argparse
import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TextIO

from flows.vault_arguments import add_vault_commands
from pipeline.errors import Exit, NoRoom, ZishenError
from pipeline.keeping import is_full

_EPILOG = """\
退出码：0 做完了 · 1 批次中有材料没有做成 · 2 给的材料、设置或规则不能用 · 3 没有这个名称 · 4 存储库不能用
        5 缺少组件 · 70 程序自身出错（加 -v 看详情）· 130 被中断。说明见 docs/errors.md。
结论只是建议，是否受理由评审办公室决定。不联网，不上传任何材料。"""


# What argparse says to people, in the words of this program.
_SAYINGS = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"argument (--[^:]*): invalid choice: '(.*)' \(choose from (.*)\)", r"\1 不能是“\2”，可用：\3"),
    (r"argument [^:]*: invalid choice: '(.*)' \(choose from (.*)\)", r"没有“\1”这个命令，可用：\2"),
    (r"unrecognized arguments: (.*)", r"多出了 \1"),
    (r"argument ([^:]*): expected one argument", r"\1 后面缺少内容"),
    (r"argument ([^:]*): ", r"\1："),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese where it speaks to people."""

    def __init__(self, **words: Any) -> None:
        super().__init__(add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **words)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        for english, chinese in _SAYINGS:
            message = re.sub(english, chinese, message)
        self.exit(Exit.INPUT, f"zishen：命令写得不对（{message}）。用 {self.prog} --help 查看写法。\n")


_FACTS = "zishen extract --json 的输出；可以是多个文件、文件夹，或每行一份的 .jsonl"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="zishen", description="资审：读政府质量奖申报材料，逐条对照条件，写出资格审查卷宗。", epilog=_EPILOG
    )
    parser.add_argument("--version", action="store_true", help="显示版本")
    parser.add_argument("-v", "--verbose", action="store_true", help="程序自身出错时显示详情")
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=_Parser)

    check = commands.add_parser(
        "check", help="审一份材料，马上看到结果", description="审一份材料（文件夹、zip 或单个文件）。"
    )
    check.add_argument("package", metavar="材料", type=Path)
    _with_rules(check)
    check.add_argument("--out", metavar="文件夹", type=Path, help="把卷宗（JSON 和网页）写到这里")
    _with_view(check, "卷宗给谁看")

    run = commands.add_parser(
        "run", help="审一批材料，写入存储库", description="审一个文件夹或 s3://桶/前缀 里的每一份材料。"
    )
    run.add_argument("source", metavar="来源")
    run.add_argument("--store", metavar="存储库", required=True, help="文件夹，或 s3://桶/前缀")
    run.add_argument("--workers", metavar="个数", type=int, default=0, help="同时审几份；不写则按处理器和内存")
    run.add_argument("--cluster", metavar="地址", default="", help="由 Dask 集群来审，如 tcp://主机:8786")
    run.add_argument("--retry", action="store_true", help="以前没有做成而搁置的材料也再试")
    run.add_argument("--events", metavar="文件", default="", help="每一步写一行 JSON 给程序用；- 为标准错误")
    run.add_argument(
        "--watch", metavar="秒", type=float, nargs="?", const=10.0, help="审完不退出，每隔几秒（默认 10）看有无新材料"
    )
    _with_rules(run)

    read = commands.add_parser("read", help="只读一个文件：每页的文字和位置")
    read.add_argument("file", metavar="文件", type=Path)
    _with_json(read)

    extract = commands.add_parser("extract", help="只找事实：材料种类、字段和出处")
    extract.add_argument("file", metavar="材料", type=Path, help="文件、文件夹、zip，或 zishen read --json 的输出")
    _with_json(extract)

    judge = commands.add_parser("judge", help="只判条件：从事实文件到结论")
    judge.add_argument("facts", metavar="事实.json", type=Path, nargs="+", help=_FACTS)
    _with_rules(judge)

    rules = commands.add_parser("rules", help="查看和检查规则", description="查看和检查规则。")
    kinds = rules.add_subparsers(
        dest="rules_command", metavar="命令", title="命令", required=True, parser_class=_Parser
    )
    _with_json(kinds.add_parser("list", help="有哪些规则和奖项"))
    for name, what, text in (
        ("show", "规则", "一部规则的全部条件"),
        ("articles", "规则", "每一条文由哪些条件承担，或为何不在审查范围"),
        ("explain", "条件", "一个条件：条文、判法、所用字段和可选的理解"),
    ):
        one = kinds.add_parser(name, help=text)
        one.add_argument("id", metavar=what)
        _with_json(one)
    lint = kinds.add_parser("lint", help="检查规则文件，一次列出全部问题")
    lint.add_argument("file", metavar="文件", type=Path, nargs="?", help="不写则检查内置的全部规则")
    _with_json(lint)

    samples = commands.add_parser(
        "samples", help="生成带答案的虚构材料", description="生成带答案的虚构材料，用来检验程序。"
    )
    made = samples.add_subparsers(
        dest="samples_command", metavar="命令", title="命令", required=True, parser_class=_Parser
    )
    build = made.add_parser("build", help="生成一批材料，写入 packages 和 truth 两个文件夹")
    which = "如 ganzhou 或 shanghai-2022/gold-organisation；不写则五部轮流"
    build.add_argument("--rules", metavar="规则", default="", help=which)
    build.add_argument("--count", metavar="份数", type=int, default=10, help="默认 10 份")
    build.add_argument("--seed", metavar="种子", type=int, default=1, help="种子相同，材料逐字节相同")
    build.add_argument("--out", metavar="文件夹", type=Path, required=True)
    build.add_argument("--defect", metavar="缺陷", action="append", default=[], help="可写多次；random 为随机混合")
    build.add_argument("--clean-scans", action="store_true", help="扫描件一律清晰，生成更快")
    made.add_parser("defects", help="能人为造出哪些缺陷")

    add_vault_commands(commands, _with_json, _with_view)
    _with_json(commands.add_parser("fields", help="字段目录：名称、类型和含义"))
    commands.add_parser("schema", help="卷宗的 JSON Schema")
    return parser


def _with_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON 给程序用")


def _with_view(parser: argparse.ArgumentParser, what: str) -> None:
    views = "applicant 申报人，reviewer 审查人员（默认；证件号码和电话遮盖），archive 归档（完整）"
    choices = ("applicant", "reviewer", "archive")
    parser.add_argument("--view", choices=choices, default="reviewer", help=f"{what}：{views}")


def _with_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rules", metavar="规则", default="", help="如 shanghai-2022；不写则按设置或申报表辨认")
    parser.add_argument("--award", metavar="奖项", default="", help="如 gold-organisation；不写则按设置或申报表辨认")
    parser.add_argument(
        "--on", metavar="日期", type=_day, help="审查基准日，如 2026-06-30；不写则用设置中的，再无则用今天"
    )
    parser.add_argument("--office", metavar="文件", type=Path, help="评审办公室的设置 office.toml")
    _with_json(parser)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        message = f"日期应写成 2026-06-30 的样子，不是 {text}"
        raise argparse.ArgumentTypeError(message) from fault


def run(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Run one command with the given streams and return its exit code."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else Exit.INPUT
    try:
        from flows import commands

        return commands.run(arguments, out, err)
    except ZishenError as error:
        print(f"zishen：{error}", file=err)
        return error.exit
    except KeyboardInterrupt:
        print("zishen：已中断。已写入存储库的卷宗是完整的；再次运行即可继续。", file=err)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.DONE
    except Exception as fault:  # noqa: BLE001 - the one place where what we did not foresee is told
        if arguments.verbose:
            traceback.print_exc(file=err)
        return _unforeseen(fault, err)


def _unforeseen(fault: Exception, err: TextIO) -> int:
    if isinstance(fault, OSError) and is_full(fault):
        print(f"zishen：{NoRoom(fault.filename or '临时文件夹', 'TMPDIR')}", file=err)
        return Exit.STORE
    print(f"zishen：程序自身出错（{type(fault).__name__}：{fault}）。请加 -v 重新运行，把详情交给维护者。", file=err)
    return Exit.OURS


@contextmanager
def _kept_stdout() -> Iterator[TextIO]:
    """Keep stdout for data: whatever a library prints to file descriptor 1 lands on stderr."""
    sys.stdout.flush()
    ours = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        yield ours
    finally:
        with suppress(BrokenPipeError):  # whoever read us has seen enough
            ours.close()


def main() -> None:
    """Enter from the shell."""
    if any(word in sys.argv[1:] for word in ("-h", "--help")):
        sys.exit(run(sys.argv[1:], sys.stdout, sys.stderr))
    with _kept_stdout() as out:
        code = run(sys.argv[1:], out, sys.stderr)
    sys.exit(code)

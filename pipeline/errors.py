"""What Zishen says when it could not do its work.

Findings (the applicant's paper falls short) are data and never pass through here. These are errors: each class takes
facts and builds one Chinese sentence from them (what happened · to what · what to do next), and has an exit code.

    ZishenError
    ├── InputError       2  what was given cannot be used as it is
    │   ├── NothingToRead       no package, an empty folder, an empty file
    │   ├── UnreadableFile      a file that one command was asked to read and cannot
    │   ├── BadFacts            a facts file that does not keep to the catalogue
    │   ├── BadSettings         office.toml or an environment setting that cannot be used
    │   ├── BadRegisters        a list the office supplies that cannot be used
    │   └── BadRules            a rule pack that does not load
    ├── UnknownName      3  a rules id, award or rule that does not exist; names those that do
    ├── StoreError       4  the store refused or did not answer
    ├── NoRoom           4  a disk beside the store is full: the scratch folder, or where state lives
    ├── Stopped          4  the process that closes a batch ended unexpectedly, again and again
    └── ToolMissing      5  a part of the installation is not there (a model, a library)

An error that is none of these is ours: exit code 70, and `-v` shows where.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """The exit codes of the command line; `docs/errors.md` says what each asks of the caller."""

    DONE = 0
    SOME_FAILED = 1
    INPUT = 2
    UNKNOWN_NAME = 3
    STORE = 4
    TOOL = 5
    OURS = 70
    INTERRUPTED = 130


class ZishenError(Exception):
    """An error we know, told in one sentence."""

    exit = Exit.OURS

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes as the sentence it is; what it was built from is not asked for again."""
        return _told_again, (type(self), self.args), self.__dict__ or None


def _told_again(kind: type[ZishenError], args: tuple[Any, ...]) -> ZishenError:
    return kind.__new__(kind, *args)


class InputError(ZishenError):
    exit = Exit.INPUT


class NothingToRead(InputError):  # noqa: N818 - the names say what was found, not that it is an error
    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"没有可读的材料：{where}（{why}）。请给出存放一份申报材料的文件夹、zip 压缩包或单个文件。")


class UnreadableFile(InputError):  # noqa: N818
    def __init__(self, file: str, why: str, next_step: str, page: int | None = None) -> None:
        at = f"第 {page} 页" if page else ""
        super().__init__(f"文件读不出来：{file}{at}（{why}）。{next_step}")


class BadFacts(InputError):  # noqa: N818
    def __init__(self, file: str, faults: Iterable[str]) -> None:
        super().__init__(
            f"事实文件不合要求：{file}。{'；'.join(faults)}。"
            "可用字段见 zishen fields，格式即 zishen extract --json 的输出。"
        )


class BadSettings(InputError):  # noqa: N818
    def __init__(self, where: str, faults: Iterable[str]) -> None:
        super().__init__(f"设置读不懂：{where}。{'；'.join(faults)}。请改正后再运行，写法见 docs/operating.md。")


class BadRegisters(InputError):  # noqa: N818
    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__(f"名单不合要求：{'；'.join(faults)}。请改正后再运行，各名单的列见 docs/registers.md。")


class BadRules(InputError):  # noqa: N818
    def __init__(self, file: str, faults: Iterable[str]) -> None:
        super().__init__(f"规则文件不合要求：{file}。{'；'.join(faults)}。全部问题可用 zishen rules lint 查看。")


class UnknownName(ZishenError):  # noqa: N818
    exit = Exit.UNKNOWN_NAME

    def __init__(self, what: str, name: str, known: Iterable[str], see: str) -> None:
        super().__init__(f"没有这个{what}：{name}。现有：{'、'.join(known) or '（无）'}。可用 {see} 查看。")


class StoreError(ZishenError):
    exit = Exit.STORE

    def __init__(self, store: str, why: str, next_step: str) -> None:
        super().__init__(f"存储库不能用：{store}（{why}）。{next_step}")


class NoRoom(ZishenError):  # noqa: N818 - says what was found
    exit = Exit.STORE

    def __init__(self, where: str, setting: str) -> None:
        super().__init__(
            f"没有空间可写：{where}（磁盘已满或所剩无几）。请腾出空间，或用环境变量 {setting} 换一个位置，"
            "再运行一次；已审完的不会重做。"
        )


class Stopped(ZishenError):  # noqa: N818
    exit = Exit.STORE

    def __init__(self, tries: int, log: str) -> None:
        super().__init__(
            f"汇总这一批的进程意外结束，试了 {tries} 次（日志见 {log}）。请确认内存充足后再运行一次；已审完的不会重做。"
        )


class ToolMissing(ZishenError):  # noqa: N818
    exit = Exit.TOOL

    def __init__(self, tool: str, why: str, next_step: str) -> None:
        super().__init__(f"缺少组件：{tool}（{why}）。{next_step}")

"""Every error we know reaches whoever asked, the process that it was raised in notwithstanding."""

import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from flows.server import ServerLost
from pipeline.errors import (
    BadFacts,
    BadRegisters,
    BadRules,
    BadSettings,
    InputError,
    NoRoom,
    NothingToRead,
    Stopped,
    StoreError,
    ToolMissing,
    UnknownName,
    UnreadableFile,
    ZishenError,
)
from pipeline.folder import FolderStore
from pipeline.keeping import KeyTaken

ERRORS = (
    ZishenError("出错了"),
    InputError("给的东西不能用"),
    NothingToRead("材料", "文件夹是空的"),
    UnreadableFile("表.pdf", "文件损坏", "请重新导出。", page=3),
    BadFacts("facts.json", ["没有这个字段"]),
    BadSettings("office.toml", ["name 应为文字"]),
    BadRegisters(["名单缺一列"]),
    BadRules("rules.toml", ["缺 title"]),
    UnknownName("规则", "beijing", ["shanghai-2022"], "zishen rules list"),
    StoreError("s3://桶", "服务器没有应答", "请检查网络。"),
    KeyTaken("s3://桶", "已有不同内容", "请换一个位置。"),
    NoRoom("/tmp", "TMPDIR"),  # noqa: S108 - a name in a sentence
    Stopped(3, "/home/workers.log"),
    ToolMissing("LibreOffice", "没有安装", "请安装。"),
    ServerLost("http://127.0.0.1:4200/api"),
)


def kinds(of: type[ZishenError] = ZishenError) -> Iterator[type[ZishenError]]:
    yield of
    for below in of.__subclasses__():
        yield from kinds(below)


def test_no_error_is_left_out_here() -> None:
    assert {type(error) for error in ERRORS} == set(kinds())


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_that_travelled_is_the_same(error: ZishenError) -> None:
    """Same kind, same sentence, same exit code, and what was noted on it."""
    error.add_note("在第二台机器上")
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own

    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
    assert arrived.exit == error.exit
    assert arrived.__notes__ == error.__notes__


def test_a_store_error_in_another_process_is_told_and_the_pool_lives(tmp_path: Path) -> None:
    """Before, it could not be put together again on our side: the pool broke, and with it all work in it."""
    store = FolderStore(tmp_path)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with pytest.raises(StoreError, match="没有“甲”这一份"):
            pool.submit(store.get, "甲").result()

        assert pool.submit(store.has, "甲").result() is False

"""Keeps what a batch leaves on the disk for one package, again and again, each time killed one step later.

    python -m tests.flows.cut FOLDER

A step is what keeps a file safe: settling it or its folder, linking or renaming it. What the time that was killed at
step 7 left lies under `FOLDER/7`; nothing is closed and nothing written to an end, as in a power cut. Prints the number
of steps.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from flows.aside import list_of, recall, write
from flows.finished import asked, remember
from flows.job import Post
from flows.recall import read_once
from flows.review import Reviewed, keep, review_read, take_in
from flows.row import Row
from tests.dying import Doing, killed_at
from tests.flows.packages import post, text_package

BROKEN = Row(package="乙.zip", error="压缩包已损坏")
BEFORE = Row(package="丙.zip", error="里面没有文件")


class Work(NamedTuple):
    """One package that was read and judged once; all that is left to do is to keep it."""

    folder: Path
    reviewed: Reviewed
    key: str

    @property
    def blobs(self) -> Path:
        return self.folder / "blobs"


def prepared(folder: Path) -> Work:
    desk = post(folder).desk
    package = folder / "甲公司" if (folder / "甲公司").exists() else text_package(folder, "甲公司").path
    assert package
    submission = take_in(package, desk, folder / "blobs")
    readings = [read_once(file, folder / "blobs" / file.sha256, desk.ocr, None) for file in submission.files]
    return Work(folder, review_read(submission, readings, desk, folder / "blobs"), asked(submission, desk))


def listed(there: Path) -> Path:
    return list_of(there / "home", str(there / "store"))


def before(there: Path) -> Post:
    """What a run finds: a store, and a list that an earlier run wrote."""
    write(listed(there), {}, [BEFORE], {BEFORE.package: "before"})
    return post(there)


def done(work: Work, there: Post, home: Path) -> None:
    """Do what a run does with what it found, in its order."""
    (file,) = work.reviewed.submission.files
    read_once(file, work.blobs / file.sha256, there.desk.ocr, there.vault.store)
    run = keep(work.reviewed, there.desk, work.blobs, there.vault).content.run
    remember(there.vault, work.key, run, work.reviewed.submission, work.reviewed.dossier)
    write(listed(home), recall(listed(home)), [BROKEN], {BROKEN.package: "asked"})


def counted(work: Work, there: Post, home: Path, dying: Callable[[Doing], Doing]) -> None:
    """Do the work with every step counted."""
    os.fsync, os.link, os.replace = dying(os.fsync), dying(os.link), dying(os.replace)
    done(work, there, home)


def main(folder: str) -> None:
    work, step = prepared(Path(folder)), 1
    while killed_at(step, partial(counted, work, before(work.folder / str(step)), work.folder / str(step))):
        step += 1
    print(step)  # noqa: T201 - whom it was started by reads it


if __name__ == "__main__":
    main(*sys.argv[1:])

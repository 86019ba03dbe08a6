"""The steps of a batch as they are told while they happen: to a person's progress bar, and to machines line by line."""

from collections.abc import Callable
from enum import StrEnum

from pipeline.model import Noun


class Did(StrEnum):
    """What was just done. The seconds of a step are those since the one before it of the same package."""

    STARTED = "started"
    RECEIVED = "received"
    READING = "reading"  # about to read a file: the last word before a crash
    READ = "read"
    EXTRACTED = "extracted"
    JUDGED = "judged"
    DRAWN = "drawn"
    KEPT = "kept"
    FINISHED = "finished"  # the package has its row; `what` is its outcome or its error
    FOUND = "found"  # finished by an earlier run: nothing was done again
    LOST = "lost"  # the process that worked on it ended; `what` says how, and the work is tried again
    LEFT_OUT = "left_out"  # a file that ends the process that reads it
    SEALED = "sealed"  # the papers of the batches are written and their seals set, after the last package


class Step(Noun):
    """One step. `at` is when it was told, in seconds since 1970; no dossier ever holds it.

    Of a file that was read, `media` says what it is, and `scanned` how many of its `pages` have words read from pixels.
    """

    did: Did
    package: str = ""
    file: str = ""
    sha256: str = ""
    media: str = ""
    pages: int = 0
    scanned: int = 0
    seconds: float = 0.0
    what: str = ""
    at: float = 0.0


Tell = Callable[[Step], None]

"""What became of the dates and words that stand under a seal: a person can often read them, and no reader may guess."""

from collections.abc import Sequence

from benchmarks.accuracy_compare import Compared, overlap
from benchmarks.accuracy_truth import Told, words_of
from pipeline.catalogue import catalogue
from pipeline.model import OnPage

_SEAL = "seal."
_PRESSED = 0.3  # of the quote's box lies in the box of the seal


def seals(facts: Sequence[Told]) -> dict[str, list[OnPage]]:
    """Where the seals of each file are."""
    found: dict[str, list[OnPage]] = {}
    for one in facts:
        if one.field.startswith(_SEAL) and isinstance(one.place, OnPage):
            found.setdefault(one.file, []).append(one.place)
    return found


def sealed_grade(result: Compared, pressed: Sequence[OnPage]) -> tuple[str, str] | None:
    """Whether a value is a date or text, and its grade; None where it does not stand under a seal.

    A wrong value beside which the right one is kept, or of which is told that it may go on, is open and not wrong.
    """
    told = result.told
    if told is None or not told.legible or told.field.startswith(_SEAL) or not isinstance(told.place, OnPage):
        return None
    kind = catalogue()[told.field].type
    box = told.place.box
    under = any(one.page == told.place.page and overlap(box, one.box)[1] >= _PRESSED for one in pressed)
    if kind not in {"date", "text"} or not under:
        return None
    kept = {words_of(value) for value in result.found.alternatives} if result.found else set()
    return kind, "open" if result.grade == "wrong" and kept & {told.value, ""} else result.grade

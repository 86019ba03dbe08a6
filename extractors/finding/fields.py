"""Finds the fields of one paper: each with its words as printed, before anything is said about what they mean.

What is found twice is given twice: choosing is not done here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.finding.beside import Labelled, labelled_lines, unlabelled
from extractors.finding.cells import labelled_cells
from extractors.finding.dates import find_dates, is_blank_date
from extractors.finding.kinds import Finder, Kind
from extractors.finding.labels import known_labels
from extractors.finding.prose import Flow, closing, flow_of, line_matches, matches, within
from extractors.finding.snippet import Part, Snippet, loose_lines, whole
from extractors.finding.values import read_value, what_is_said
from extractors.finding.words import fold, label_keys, squeeze
from pipeline.catalogue import CatalogueField, catalogue
from pipeline.model import Page, SaidValue, TextValue

_CUT_DATE = re.compile(r"(?:[年月至到~—-]|年\s*\d{1,2}|月\s*\d{1,2})\s*$")


class Finding(NamedTuple):
    """Printed words for a field. `empty`: the place is there and nothing is written in it."""

    finder: Finder
    snippet: Snippet
    key: str = ""
    empty: bool = False


def labelled(pages: Sequence[Page], kind: Kind) -> tuple[Labelled, ...]:
    """Every label of the kind on the pages of one paper, with what stands beside it."""
    found: list[Labelled] = []
    for page in pages:
        found += labelled_lines(loose_lines(page), kind)
        for table in page.tables:
            found += labelled_cells(table, kind)
    # where the picture is burnt out nobody can call a place empty
    return tuple(one._replace(empty=one.empty and not one.ink.torn) for one in found)


def find(kind: Kind, pages: Sequence[Page], field: str = "") -> Iterator[Finding]:
    """Everything a kind looks for on the pages of one paper, or one field of it."""
    beside = labelled(pages, kind)
    flows = {True: flow_of(pages[:1]), False: flow_of(pages)}
    name, date = closing(pages, kind)
    for finder in kind.fields:
        if finder.row or (field and finder.field != field) or not re.search(finder.if_said, flows[False].text):
            continue
        if finder.labels:
            yield from _beside(finder, beside, kind)
        elif finder.seal:
            yield from _on_seals(finder, pages)
        elif finder.closing:
            at_close = name if finder.closing == "name" else date
            if at_close:
                yield Finding(finder, at_close)
        else:
            yield from _in_prose(finder, kind, pages, flows[finder.first_page])


def keys_of(kind: Kind, pages: Sequence[Page]) -> tuple[str, ...]:
    """What a kind's key field says on some pages, each once: the numbers of the certificates that stand there."""
    said = (_said(finding) for finding in find(kind, pages, kind.key) if not finding.empty)
    return tuple(dict.fromkeys(text for text in said if text))


def _said(finding: Finding) -> str:
    values = read_value(catalogue()[finding.finder.field], dropped(finding.finder, finding.snippet.quote))
    return values[0].text if isinstance(values[0], TextValue) else ""


def dropped(finder: Finder, quote: str) -> str:
    """The quote without the words that are no part of the value."""
    return re.sub(finder.drop, " ", fold(quote)) if finder.drop else quote


def year_of(kind: Kind, pages: Sequence[Page]) -> int | None:
    """The year a paper is about, by its kind's own pattern."""
    if not kind.year:
        return None
    for found, _ in matches(kind.year, flow_of(pages)):
        if dates := find_dates(fold(found.quote)):
            return dates[0].readings[0].year
    return None


def last_year_of(kind: Kind, pages: Sequence[Page]) -> int | None:
    """The latest year that ends on a day the paper prints: what stands beside it is for comparison."""
    found = matches(kind.year_ends, flow_of(pages)) if kind.year_ends else ()
    return max((find_dates(fold(day.quote))[0].readings[0].year for day, _ in found), default=None)


def empty_labels(kind: Kind, pages: Sequence[Page]) -> Iterator[Snippet]:
    """The labels of a form with nothing written beside them, other than those the office fills in and to sign at."""
    skipped = {label_keys(words)[0] for words in kind.may_be_blank}
    for one in labelled(pages, kind):
        untouched = one.value is not None and _is_untouched(one.value.quote)
        if one.key not in skipped and (one.empty or untouched) and "签" not in one.printed:
            yield one.value._replace(label=one.printed) if one.value else _label_itself(one)


def _is_untouched(quote: str) -> bool:
    """Whether a place holds what its template holds; a place for a seal and a date is for others to fill."""
    return what_is_said(quote) == SaidValue(said="blank") and not re.search("[盖签]", quote)


def _beside(finder: Finder, beside: Sequence[Labelled], kind: Kind) -> Iterator[Finding]:
    keys = {label_keys(words)[0] for words in finder.labels}
    for one in beside:
        if one.key not in keys or not _in_its_part(finder, one, kind):
            continue
        value = _likeliest(finder, one)
        if value is None:
            if one.empty:
                yield Finding(finder, _label_itself(one), empty=True)
        elif finder.pattern:
            yield from _inside(finder, value)
        else:
            yield Finding(finder, value._replace(label=one.printed))


def _in_its_part(finder: Finder, one: Labelled, kind: Kind) -> bool:
    """Whether a label stands in the part of the paper that a field asks for, and in no part about somebody else."""
    if finder.under:
        return any(words in one.part for words in finder.under)
    return not any(words in one.part for words in (*finder.not_under, *kind.aside))


def _likeliest(finder: Finder, one: Labelled) -> Snippet | None:
    """What stands beside the label, or below it when that is allowed and the words beside are no value."""
    field = catalogue()[finder.field]
    value = one.wrapped if finder.pattern or (field.type == "text" and not field.name.endswith("code")) else _ended(one)
    below = one.below if finder.below else None
    if value and _no_value(field, value.quote):
        return below or (None if one.glued or field.name.endswith("code") else value)
    return value or below


def _ended(one: Labelled) -> Snippet | None:
    """What stands on the line of a label, with the next line where a date is cut at the end of the first."""
    cut_off = one.value is not None and _CUT_DATE.search(fold(one.value.quote))
    return one.wrapped if cut_off else one.value


def _no_value(field: CatalogueField, quote: str) -> bool:
    """Whether words can be no value of a field: no code, or no date, number or answer where one is due."""
    if field.name.endswith("code"):
        return not re.search("[0-9A-Za-z]{6}", squeeze(quote)) and what_is_said(quote) is None
    return field.type != "text" and read_value(field, quote) == (SaidValue(said="unreadable"),)


def _inside(finder: Finder, value: Snippet) -> Iterator[Finding]:
    """What the finder's pattern picks from a value; a date that was left blank is said to be blank."""
    found = [Finding(finder, picked) for picked in within(finder.pattern, value, run_on=not finder.lines)]
    if not found and catalogue()[finder.field].type == "date" and not find_dates(fold(value.quote)):
        lines = fold(value.quote).split("\n")
        if any(is_blank_date(line.strip()) for line in lines if line.strip()):
            found = [Finding(finder, value, empty=True)]
    yield from found


def _in_prose(finder: Finder, kind: Kind, pages: Sequence[Page], flow: Flow) -> Iterator[Finding]:
    pages = pages[:1] if finder.first_page else pages
    if finder.alone:
        for page in pages:
            for lone in unlabelled(loose_lines(page), kind):
                yield from (Finding(finder, snippet) for snippet in within(finder.pattern, lone))
        return
    if finder.line:
        found = line_matches(finder.pattern, pages)
    elif finder.lines:
        found = matches(finder.pattern, flow_of(pages, run_on=False))
    else:
        found = matches(finder.pattern, flow)
    # a label is no value, wherever it stands
    yield from (Finding(finder, snippet, key) for snippet, key in found if finder.value or not _is_label(snippet, kind))


def _is_label(snippet: Snippet, kind: Kind) -> bool:
    return label_keys(snippet.quote)[0] in known_labels(kind)


def _on_seals(finder: Finder, pages: Sequence[Page]) -> Iterator[Finding]:
    for page in pages:
        for seal in page.seals:
            yield from (Finding(finder, snippet) for snippet in within(finder.pattern, whole(seal)))


def _label_itself(one: Labelled) -> Snippet:
    """An empty place quotes the label beside it: there is nothing else to quote."""
    return Snippet((Part(one.printed, one.ink),), one.printed)

"""What kind of paper each page is, from its words and never from its file name.

Two kinds that claim the same page are not weighed against each other: where each claims one half of it they are two
papers on one sheet, and else the page is `other`, and a problem says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from extractors.finding.fields import keys_of, year_of
from extractors.finding.halves import halves
from extractors.finding.kinds import Claim, Kind, kinds
from extractors.finding.overlay import without_overlay
from extractors.finding.snippet import box_of, letter_width
from extractors.finding.words import squeeze, tidy
from pipeline.model import Document, Page, Problem, Reading

_TITLE_LINES, _HEAD_LENGTH, _WHY_LENGTH = 12, 80, 40
_SIMPLE = str.maketrans("書證執業營體認標質專獎權號機構會團單", "书证执业营体认标质专奖权号机构会团单")
_FORM = re.compile("(?<=奖)中(?=报表)")  # 申 as it is misread
_OF = re.compile(r"第(\d{1,3})页[,/]?共(\d{1,3})页")
_SENTENCE = re.compile(r"[,。;]")
_AROUND_TITLE = re.compile(r"^[《\"“]|[》\"”]$|\([^()]*\)$")
_TITLE_LENGTH = 24
_SAME_HEIGHT = 0.02  # of the page: running heads stand as high on each page, scanned as crookedly as they may be


Claimants = list[tuple[Kind, str]]
Paper = tuple[Document, tuple[Page, ...]]


def classify(reading: Reading) -> tuple[Document, ...]:
    """The papers in one file: consecutive pages of one paper together, a Word text whole."""
    return tuple(document for document, _ in papers(reading))


def papers(reading: Reading) -> list[Paper]:
    """The papers in one file with their pages; of a sheet that two papers share each has its half."""
    found: list[Paper] = []
    marks: list[str] = []
    before = Page(number=None)
    for page in chain.from_iterable(map(_shared, reading.pages)):
        last, pages = found[-1] if found else (None, ())
        claimants = _claimants(page, alone=last is None or not _continues(last))
        if last and claimants:
            claimants = _under_a_head(claimants, last, page, before)
        kind = claimants[0][0] if len(claimants) == 1 else None
        mark = _mark(kind, page) if kind else ""
        counted = not claimants and last is not None and _counts_on(before, page)
        if last and page.number and len(claimants) < 2 and (counted or _goes_on(last, kind, mark, marks[-1])):
            found[-1] = last.model_copy(update={"pages": (*last.pages, page.number)}), (*pages, page)
            marks[-1] = marks[-1] or mark
        else:
            half = 2 if page.number and page.number == before.number else 1
            found.append((_document(reading, page, claimants, half), (page,)))
            marks.append(mark)
        before = page
    return found


def _shared(page: Page) -> tuple[Page, ...]:
    """The two halves of a sheet on which two papers lie, or the page as it is."""
    if page.number is None or not any(_plain(ink).endswith(_small_titles()) for ink in _inks(page)):
        return (page,)
    for parts in halves(page):
        first, second = (_claimants(part, alone=False) for part in parts)
        sure = len(first) == len(second) == 1 and first[0][0].shares and second[0][0].shares
        if sure and first[0][0] != second[0][0]:
            return parts
    return (page,)


def _under_a_head(claimants: Claimants, last: Document, page: Page, before: Page) -> Claimants:
    """What still claims a page that is headed like the page before it: a running head begins no paper.

    The paper before, if it is among the claimants, goes on; else what claims the page by its head alone does not count.
    """
    bare = _without_head(page, before)
    if bare is None:
        return claimants
    if own := [one for one in claimants if one[0].slug == last.kind]:
        return own
    alone = not _continues(last)
    return claimants if len(last.pages) == 1 or _claimants(bare, alone=alone) else []


def _counts_on(before: Page, page: Page) -> bool:
    """Whether two pages are counted on as of one paper: 第1页 共2页, then 第2页 共2页."""
    counts = [[found.groups() for ink in _inks(one) for found in _OF.finditer(squeeze(ink))] for one in (before, page)]
    return any(
        all_of == total and int(number) == int(first) + 1 for first, all_of in counts[0] for number, total in counts[1]
    )


def _without_head(page: Page, before: Page) -> Page | None:
    """A page without the line at its top that stands at the top of the page before too; None without such a line."""
    page, before = without_overlay(page), without_overlay(before)
    if not page.lines or not before.lines:
        return None
    head, other = page.lines[0], before.lines[0]
    box, place = box_of(head), box_of(other)
    runs = box and place and abs(box.top - place.top) < _SAME_HEIGHT and squeeze(head.text) == squeeze(other.text)
    return page.model_copy(update={"lines": page.lines[1:]}) if runs else None


def _mark(kind: Kind, page: Page) -> str:
    """What tells one paper of a kind from the next: its number, or the year it is about."""
    page = without_overlay(page)
    if kind.key:
        return next(iter(keys_of(kind, [page])), "")
    return str(year_of(kind, [page]) or "")


def ambiguities(reading: Reading) -> tuple[Problem, ...]:
    """One problem for each page that two kinds claim."""
    unknown = {page for document in classify(reading) if document.kind == "other" for page in document.pages or (None,)}
    return tuple(
        Problem(
            code="ambiguous_kind",
            file=reading.file.name,
            page=page.number,
            what=f"这一页同时像{'、'.join(kind.title for kind, _ in claimants)}，没有归类，上面的内容未提取",
            next_step="请人工查看这一页，必要时拆成单独的文件重新提交",
        )
        for page in reading.pages
        if page.number in unknown and len(claimants := _claimants(page, alone=True)) > 1
    )


def _continues(document: Document) -> bool:
    kind = kinds().get(document.kind)
    return kind is not None and kind.continues


def _goes_on(last: Document, found: Kind | None, mark: str, last_mark: str) -> bool:
    """Whether a page belongs to the paper before it: it claims nothing else, and has no other year or number."""
    kind = kinds().get(last.kind)
    if kind is None or (found and found.slug != kind.slug):
        return False
    if kind.key and found:
        return bool(mark) and mark == last_mark
    return kind.continues and (not mark or not last_mark or mark == last_mark)


def _document(reading: Reading, page: Page, claimants: Sequence[tuple[Kind, str]], half: int) -> Document:
    match claimants:
        case [(kind, why)]:
            slug, title = kind.slug, kind.title
        case []:
            slug, title, why = "other", _first_words(page), ""
        case _:
            slug, title = "other", _first_words(page)
            why = "同时符合" + "、".join(f"{kind.title}（{words}）" for kind, words in claimants)
    where = "w" if page.number is None else f"p{page.number}" if half == 1 else f"p{page.number}.{half}"
    return Document(
        id=f"{reading.file.sha256[:12]}-{where}",
        kind=slug,
        title=title,
        file=reading.file.sha256,
        name=reading.file.name,
        pages=() if page.number is None else (page.number,),
        why=why,
    )


def _first_words(page: Page) -> str:
    return next((text for ink in _inks(page) if (text := tidy(ink)[:_TITLE_LENGTH])), "（没有文字）")


def _claimants(page: Page, *, alone: bool) -> list[tuple[Kind, str]]:
    """The kinds that claim a page, with the words they do it by; claims made alone only where no other is."""
    page = without_overlay(page)
    texts = [text for ink in _inks(page) if (text := _plain(ink))]
    title, whole, lines = _title(texts[:_TITLE_LINES], _sizes(page)), "".join(texts), "\n".join(texts)
    found: dict[bool, list[tuple[Kind, str]]] = {False: [], True: []}
    for kind in kinds().values():
        for weak, told in found.items():
            claims = (claim for claim in kind.claims if claim.alone is weak)
            if words := next(filter(None, (_met(claim, title, whole, lines) for claim in claims)), None):
                told.append((kind, "、".join(dict.fromkeys(words))))
    return found[False] or (found[True] if alone else [])


def _title(lines: Sequence[str], sizes: Mapping[str, float]) -> str:
    """The first line that ends like the title of some kind; the same words further down are a heading inside it.

    Words in letters not half as large as those of another such line are no title: small print above one, misread.
    """
    ends, full = _title_words()
    told = [line for line in lines if not _SENTENCE.search(line)]
    bare = [(_AROUND_TITLE.sub("", _AROUND_TITLE.sub("", line)), sizes.get(line, 0.0)) for line in told]
    titles = [(line, size) for line, size in bare if line.endswith(ends) or line in full]
    largest = max((size for _, size in titles), default=0.0)
    return next((line for line, size in titles if not size or 2 * size >= largest), "")


def _sizes(page: Page) -> dict[str, float]:
    """How large the letters of each line are, by its text, where lines have places: spaced ones are no larger."""
    upright = (page.height or 0) / (page.width or 1)
    return {
        _plain(line.text): min(letter_width(line.text, box), (box.bottom - box.top) * upright)
        for line in reversed(page.lines)
        if (box := box_of(line))
    }


@cache
def _title_words() -> tuple[tuple[str, ...], frozenset[str]]:
    """What titles end with, and the titles that are a whole line."""
    words = {word for kind in kinds().values() for claim in kind.claims for word in claim.title}
    return tuple(word for word in words if word[0] != "="), frozenset(word[1:] for word in words if word[0] == "=")


@cache
def _small_titles() -> tuple[str, ...]:
    """The titles of papers that may share a sheet."""
    claims = (claim for kind in kinds().values() if kind.shares for claim in kind.claims)
    return tuple(word.lstrip("=") for claim in claims for word in claim.title)


def _plain(text: str) -> str:
    """Words as kinds are told by them: without blanks, in simple characters, the title of a form as it was printed."""
    return _FORM.sub("申", squeeze(text).translate(_SIMPLE))


def _inks(page: Page) -> Iterator[str]:
    yield from (line.text for line in page.lines)
    yield from (cell.text for table in page.tables for cell in table.cells)


def _met(claim: Claim, title: str, whole: str, lines: str) -> tuple[str, ...]:
    """The words that make the claim; none when it fails."""
    head = whole[:_HEAD_LENGTH]
    if any(word in head for word in claim.not_head) or any(word in whole for word in claim.none):
        return ()
    if (claim.at_most and len(whole) > claim.at_most) or not all(word in whole for word in claim.all):
        return ()
    groups = (
        (claim.title, [word.lstrip("=") for word in claim.title if _ends(title, word)]),
        (claim.head, [word for word in claim.head if word in head]),
        (claim.any, [word for word in claim.any if word in whole]),
        (claim.pattern, [found.group() for found in re.finditer(claim.pattern, lines)] if claim.pattern else []),
    )
    if any(asked and not found for asked, found in groups):
        return ()
    return (*("".join(found[0].split())[:_WHY_LENGTH] for _, found in groups if found), *claim.all)


def _ends(title: str, word: str) -> bool:
    return title == word[1:] if word[0] == "=" else title.endswith(word)

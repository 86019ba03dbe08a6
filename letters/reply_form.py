"""征求意见反馈表: the form on which bureaux answer, with the headings by which the register's reader takes it back.

All of it is on one sheet, the notes above the headings: it comes back as a register as it went out.
"""

from collections.abc import Iterator, Sequence

from letters.book import Book, Column, Value
from letters.entry import Entry
from letters.season import Question, Season
from pipeline.replies import CHOICES, FILLED_BY, NOTES, SEPARATORS, Heading

_WIDTHS = {
    Heading.NUMBER: 6,
    Heading.APPLICANT: 28,
    Heading.CODE: 22,
    Heading.RESIDENT_NUMBER: 22,
    Heading.BUREAU: 18,
    Heading.MATTER: 30,
    Heading.REMARK: 30,
}
_MEMBERS = "各成员单位"
_TITLE = "征求意见反馈表"


def reply_form(season: Season) -> bytes:
    """Write one line for each applicant, matter and bureau in charge; those who are asked beside take all at once."""
    book = Book(_TITLE, season.on, season.hide)
    columns = [
        Column(name.value, _WIDTHS.get(name, 13), CHOICES.get(name, ()), to_fill=FILLED_BY[name] == "bureau")
        for name in Heading
    ]
    rows = [
        [number if name is Heading.NUMBER else told.get(name) for name in Heading]
        for number, told in enumerate((row for one in season.entries for row in _rows(season, one)), 1)
    ]
    notes = [
        _TITLE,
        *NOTES,
        "黄底各栏由部门填写；表头和其余各栏请勿改动，可以增加行。",
        f"申报个人的“{Heading.RESIDENT_NUMBER}”由办公室在发出前填写；“{_MEMBERS}”一行由办公室按实际征求的部门分列。",
    ]
    book.sheet("反馈表", _TITLE, columns, rows, above=notes, fixed=2)
    return book.bytes()


def _rows(season: Season, one: Entry) -> Iterator[dict[Heading, Value]]:
    questions, told = season.asked_of(one), {bureau: set[str]() for bureau in season.bureaux}
    for question in questions:
        for charge in question.bureaux:
            bureau = next((name for name in season.bureaux if season.is_bureau(name, charge)), charge)
            told.setdefault(bureau, set()).add(question.rule)
            yield _row(one, bureau, (question,))
    in_charge = any(question.bureaux for question in questions)
    for bureau in season.bureaux or ("",):
        if in_charge and (bureau.endswith(_MEMBERS) or not bureau):
            continue  # members in charge have their own lines, and where nobody is named only they are asked
        rest = [question for question in questions if question.rule not in told.get(bureau, ())]
        yield from _all_at_once(one, bureau, rest)


def _all_at_once(one: Entry, bureau: str, questions: Sequence[Question]) -> Iterator[dict[Heading, Value]]:
    """Ask everything on one line, or on two where a person's employer is asked about as well."""
    for of_employer in (False, True):
        if some := tuple(question for question in questions if question.of_employer is of_employer):
            yield _row(one, bureau, some)


def _row(one: Entry, bureau: str, questions: tuple[Question, ...]) -> dict[Heading, Value]:
    employer = one.person and questions[0].of_employer
    since = [question.since for question in questions if question.since]
    return {
        Heading.APPLICANT: one.say("person.employer") if employer else one.applicant,
        Heading.CODE: one.say("person.employer_code", "entity.code") if employer else "" if one.person else one.code,
        Heading.BUREAU: bureau,
        Heading.MATTER: SEPARATORS[0].join(question.title for question in questions),
        Heading.SINCE: min(since) if since else None,
        Heading.UNTIL: questions[0].until,
    }

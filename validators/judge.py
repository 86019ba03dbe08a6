"""Judge one sheet of facts by one regulation: a finding for each requirement, in the order of the law.

Nothing here asks what day it is: the reference date is an argument, and so are the office's choices.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from pipeline.errors import BadRegisters, BadSettings
from pipeline.model import (
    Basis,
    Citation,
    Doubt,
    Earliest,
    FactSheet,
    Finding,
    ReadingUsed,
    Remedy,
    TextValue,
    Verdict,
    Window,
)
from pipeline.registers import Registers
from pipeline.settings import Office, Practice
from validators.case import Case, InForce
from validators.earliest import every, seen_from
from validators.possibilities import day_words
from validators.practice import Consistency, consistencies, default_papers
from validators.predicates import ask
from validators.predicates.agree import agree
from validators.predicates.papers_present import find_listed
from validators.scrutiny import Look, Names, look, looks
from validators.settling.asked import reply_faults
from validators.settling.settle import settle
from validators.shape import Reading, Rule, RulePack
from validators.terms import FORM_TRACKS, FORMS, PAPERS, allowed, plain
from validators.verdict import Ruling, each, worst
from validators.windows import fresh, windows


def judge(
    sheet: FactSheet, pack: RulePack, award: str, office: Office, on: date, registers: Registers | None = None
) -> tuple[Finding, ...]:
    """Judge the rules of an award, then the office's papers and what it looks at on them, then whether they agree.

    `registers` are the lists the office supplied; without them what they could settle stays open.
    """
    return tuple(one_by_one(sheet, pack, award, office, on, registers))


def one_by_one(
    sheet: FactSheet, pack: RulePack, award: str, office: Office, on: date, registers: Registers | None = None
) -> Iterator[Finding]:
    """Judge the same, each finding only when it is asked for: who looks for one need not wait for all."""
    chosen = pack.award_of(award)
    _check_choices(pack, office)
    supplied = registers or Registers()
    if office.rules == pack.id and (faults := reply_faults(pack, supplied)):
        raise BadRegisters(faults)
    rules = pack.rules_for(award)
    listed = (*default_papers(chosen.track), *pack.papers_for(award))
    papers = listed if office.practice is None else office.practice
    losses = [rule.limit_on(on) or 0 for rule in rules if rule.test.predicate == "no_loss"]

    judged: dict[str, tuple[Ruling, str]] = {}  # a list of papers asks again what its own rule was asked

    def answer(rule: Rule, of: Case) -> tuple[Ruling, str]:
        if of is not case:
            return _rule_on(of, rule, office.readings.get(rule.id))
        if rule.id not in judged:
            judged[rule.id] = _rule_on(of, rule, office.readings.get(rule.id))
        return judged[rule.id]

    def clause(name: str, of: Case) -> Ruling:
        return answer(pack.rule_of(name), of)[0]

    in_force = InForce(pack.status, pack.valid_from or office.issued_on, pack.valid_to)
    case = Case(
        sheet, on, in_force, papers, look_back=max(losses, default=0), clause=clause,
        registers=supplied, prizes=pack.prizes, recognise=pack.recognise, places=pack.places,
    )  # fmt: skip
    others = tuple(words for one in pack.award if one.id != award for words in one.recognise)
    names = Names((chosen.title, *chosen.recognise), (pack.title, *pack.recognise), others)
    yield from (_judge_rule(case, pack, rule, office, answer(rule, case)) for rule in rules)
    yield from (_judge_paper(case, paper, office) for paper in papers)
    yield from (_judge_look(case, one, office, names) for one in looks())
    yield from (_judge_consistency(case, one, office) for one in consistencies(chosen.track))


def _judge_rule(case: Case, pack: RulePack, rule: Rule, office: Office, answer: tuple[Ruling, str]) -> Finding:
    """Put what a rule was answered, and by which reading, under its clause."""
    ruling, reading = answer
    seen = seen_from(case.on, ruling.earliest, ruling.verdict)
    if seen is not ruling.earliest:
        ruling = ruling.model_copy(update={"earliest": seen})
    article = pack.article_of(rule)
    cited = rule.basis is Basis.REGULATION
    stands = (article.number, rule.item) if cited else ("", "")
    cite = _cite(pack.title, rule.basis, rule.quote, *stands)
    looked_at = windows(case, rule, office.readings.get(rule.id))
    return _finding(rule.id, rule.title, rule.remedy, cite, ruling, reading, looked_at)


def _rule_on(case: Case, rule: Rule, choice: str | None) -> tuple[Ruling, str]:
    limit = rule.limit_on(case.on)
    if rule.until and case.on > rule.until:
        told = f"本项要求已于{day_words(rule.until)}废止，不适用于{day_words(case.on)}的审查。"
        return Ruling(verdict=Verdict.NOT_APPLICABLE, sentence=told), ""
    if rule.limit and limit is None:
        told = f"本项要求自{day_words(rule.limit[0].starts)}起施行，不适用于{day_words(case.on)}的审查。"
        return Ruling(verdict=Verdict.NOT_APPLICABLE, sentence=told), ""
    answers = [
        (reading, settle(case, (rule.id, rule.title), test, limit or 0, ask(case, test, limit or 0)))
        for reading, test in rule.variants
        if reading is None or choice in {None, reading.id}
    ]
    reading, ruling = answers[0]
    if reading is None:
        return ruling, ""
    if choice is not None:
        return ruling, f"{reading.title}（由评审办公室选定）"
    return _under_all([(one, answer) for one, answer in answers if one is not None])


def _under_all(answers: Sequence[tuple[Reading, Ruling]]) -> tuple[Ruling, str]:
    """Combine the readings nobody has chosen from: only what they agree on can be said."""
    (first, ruling), *_ = answers
    steps = _steps(answers)
    earliest = every(_by_reading(one, answer) for one, answer in answers)
    if len({(answer.verdict, answer.doubt) for _, answer in answers}) == 1:
        told = f"各种读法结论一致，以下按“{first.title}”说明"
        return ruling.model_copy(update={"computation": steps, "earliest": earliest}), told
    said = "；".join(
        f"按“{reading.title}”，{_outcome(answer)}：{answer.sentence.rstrip('。')}" for reading, answer in answers
    )
    known = {answer.verdict for _, answer in answers}
    split = bool(known & {Verdict.MET, Verdict.NOT_MET})
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.AMBIGUOUS if split else worst(answer.doubt for _, answer in answers),
        sentence=f"条文有几种读法，结论不同。{said}。",
        computation=steps,
        needs="请评审办公室在 office.toml 的 [readings] 中选定读法。"
        + "".join(dict.fromkeys(answer.needs for _, answer in answers)),
        earliest=earliest,
        support=each(fact for _, answer in answers for fact in answer.support),
        against=each(fact for _, answer in answers for fact in answer.against),
    ), "、".join(reading.title for reading, _ in answers)


def _by_reading(reading: Reading, answer: Ruling) -> Earliest | None:
    """Say under which reading a day cannot be told."""
    told = answer.earliest
    if told is None or told.day is not None:
        return told
    return told.model_copy(update={"why": f"按“{reading.title}”，{told.why}"})


def _steps(answers: Sequence[tuple[Reading, Ruling]]) -> tuple[str, ...]:
    """Write down each reading's computation, marked with its reading where the readings differ."""
    shared = set.intersection(*(set(answer.computation) for _, answer in answers))
    steps = (
        step if step in shared else f"［{reading.title}］{step}"
        for reading, answer in answers
        for step in answer.computation
    )
    return tuple(dict.fromkeys(steps))


def _outcome(ruling: Ruling) -> str:
    return {Verdict.MET: "满足", Verdict.NOT_MET: "不满足"}.get(ruling.verdict, "不能断定")


def _judge_paper(case: Case, paper: Practice, office: Office) -> Finding:
    cite = _cite(office.name, paper.basis, paper.quote)
    found = find_listed(case, paper)
    return _finding(f"practice-{paper.id}", paper.title, paper.remedy, cite, found, windows=fresh(case, paper))


def _judge_look(case: Case, one: Look, office: Office, names: Names) -> Finding:
    cite = _cite(office.name, one.basis, one.quote)
    return _finding(f"look-{one.id}", one.title, one.remedy, cite, look(case, one, names))


def _judge_consistency(case: Case, one: Consistency, office: Office) -> Finding:
    cite = _cite(office.name, Basis.OFFICE_PRACTICE, one.quote)
    return _finding(f"agree-{one.id}", one.title, Remedy.CLARIFY, cite, agree(case, one.test, 0))


@lru_cache(maxsize=4096)
def _cite(regulation: str, basis: Basis, quote: str, article: str = "", item: str = "") -> Citation:
    """Name a clause; it is the same in every package of a batch."""
    return Citation(regulation=regulation, basis=basis, article=article, item=item, quote=quote)


def _finding(
    rule: str,
    title: str,
    remedy: Remedy,
    cite: Citation,
    ruling: Ruling,
    reading: str = "",
    windows: tuple[Window, ...] = (),
) -> Finding:
    """Put a ruling under its clause. A fact that speaks against in one part is not shown as support for another."""
    told = dict(vars(ruling))
    if ruling.against:
        against = {id(fact) for fact in ruling.against}
        told["support"] = tuple(fact for fact in ruling.support if id(fact) not in against)
    return Finding(rule=rule, title=title, remedy=remedy, cite=cite, reading=reading, windows=windows, **told)


def _check_choices(pack: RulePack, office: Office) -> None:
    """Refuse settings that name what does not exist: they would be ignored in silence."""
    faults = []
    rules = {rule.id: [reading.id for reading in rule.reading] for rule in pack.rule}
    for rule, choice in office.readings.items():
        if rule in rules and choice not in rules[rule]:
            known = "、".join(rules[rule]) or "（本条只有一种读法）"
            faults.append(f"[readings] {rule} 没有读法 {choice}，可用：{known}")
        elif rule not in rules and office.rules == pack.id:
            known = "、".join(name for name, readings in rules.items() if readings)
            faults.append(f"[readings] 没有规则 {rule}，可选读法的规则：{known}")
    for paper in office.practice or ():
        unknown = [kind for kind in paper.kinds if kind not in PAPERS]
        faults += [f"[[practice]] {paper.id} 没有材料种类 {kind}，可用：{allowed(kind, PAPERS)}" for kind in unknown]
    if office.issued_on and pack.valid_from and office.rules == pack.id:
        faults.append(f"issued_on：{pack.id} 的文本已载明施行日期，不须填写")
    if faults:
        raise BadSettings("office.toml", faults)


def readings_used(pack: RulePack, award: str, office: Office) -> tuple[ReadingUsed, ...]:
    """List the doubtful clauses of an award, with the reading the office chose, or that it chose none."""
    return tuple(
        ReadingUsed(
            name=rule.id,
            choice=chosen.id if chosen else "",
            title=chosen.title if chosen else "未选定，各种读法均已判断",
            chosen_by=office.name if chosen else "",
        )
        for rule in pack.rules_for(award)
        if rule.reading
        for chosen in [next((one for one in rule.reading if one.id == office.readings.get(rule.id)), None)]
    )


_TRACKS = {"organisation": "组织", "individual": "个人"}


def choose(sheet: FactSheet, packs: Iterable[RulePack]) -> tuple[str, str] | None:
    """Recognise regulation and award by what the form prints; None unless exactly one fits.

    Whether an organisation or a person applies is told by the form itself, even where it does not print the word.
    """
    fields = {"form.title", "form.award", "form.category", "form.track"}
    forms = [fact for fact in sheet.facts if fact.kind in FORMS]
    printed = [fact.value.text for fact in forms if fact.field in fields and isinstance(fact.value, TextValue)]
    told = plain(" ".join([*printed, *sorted({_TRACKS[FORM_TRACKS[fact.kind]] for fact in forms})]))
    fitting = [
        (pack.id, award.id)
        for pack in packs
        if any(_stands(words, told) for words in pack.recognise)
        for award in pack.award
        if any(_stands(words, told) for words in award.recognise)
        and not any(plain(word) in told for word in award.lacks)
    ]
    if len(fitting) > 1:  # the same words for organisations and for persons: then the form itself tells
        tracks = {FORM_TRACKS[fact.kind] for fact in sheet.facts if fact.kind in FORMS}
        fitting = [one for one in fitting if {award.track for pack in packs if pack.id == one[0]
                   for award in pack.award if award.id == one[1]} == tracks]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _stands(words: str, told: str) -> bool:
    return all(plain(word) in told for word in words.split())

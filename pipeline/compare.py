"""Two judgements of one application side by side: what was mended, what is still open, what is newly broken."""

from pipeline.dossier import DOUBT_TITLES, OFFICES_OWN, VERDICT_TITLES
from pipeline.model import Dossier, Finding, Noun, Outcome, Verdict

_OPEN = frozenset({Verdict.NOT_MET, Verdict.UNDETERMINED})


class Change(Noun):
    """One rule in two judgements; None where a judgement did not look at it."""

    rule: str
    title: str
    before: Finding | None
    after: Finding | None

    @property
    def alike(self) -> bool:
        return self.before == self.after

    @property
    def for_the_office(self) -> bool:
        """Tell whether no paper of the applicant could have settled it, neither then nor now."""
        both = (self.before, self.after)
        return all(one is not None and one.doubt in OFFICES_OWN and not one.against for one in both)


class Comparison(Noun):
    """Every rule of both judgements, each in one place, in the order of the later one."""

    applicants: tuple[str, str]
    outcomes: tuple[Outcome, Outcome]
    same_rules: bool
    fixed: tuple[Change, ...]
    still_open: tuple[Change, ...]
    newly_broken: tuple[Change, ...]
    settled: tuple[Change, ...]  # open in neither


def compare(before: Dossier, after: Dossier) -> Comparison:
    """Compare by rule. A rule that is no longer judged is not mended: it is open as long as nobody settles it."""
    old = {one.rule: one for one in before.findings}
    new = {one.rule: one for one in after.findings}
    rules = [*new, *(rule for rule in old if rule not in new)]
    changes = [_change(rule, old.get(rule), new.get(rule)) for rule in rules]
    return Comparison(
        applicants=(before.applicant, after.applicant),
        outcomes=(before.outcome, after.outcome),
        same_rules=(before.rules.id, before.rules.award) == (after.rules.id, after.rules.award),
        fixed=tuple(one for one in changes if _open(one.before) and one.after and not _open(one.after)),
        still_open=tuple(one for one in changes if _open(one.before) and (one.after is None or _open(one.after))),
        newly_broken=tuple(one for one in changes if not _open(one.before) and _open(one.after)),
        settled=tuple(one for one in changes if not _open(one.before) and not _open(one.after)),
    )


def say_verdict(finding: Finding | None) -> str:
    """Say a verdict with its doubt.

    >>> say_verdict(None)
    '未判'
    """
    if finding is None:
        return "未判"
    doubt = f"（{DOUBT_TITLES[finding.doubt]}）" if finding.doubt else ""
    return f"{VERDICT_TITLES[finding.verdict]}{doubt}"


def _change(rule: str, before: Finding | None, after: Finding | None) -> Change:
    known = after or before
    return Change(rule=rule, title=known.title if known else rule, before=before, after=after)


def _open(finding: Finding | None) -> bool:
    return finding is not None and finding.verdict in _OPEN

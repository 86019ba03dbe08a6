"""From the dossiers of a batch to its papers: what is asked of whom, and the days that the calendar gives."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.papers import PAGE
from letters.entry import Entry, entry
from letters.season import Question, Season, Window
from letters.season_papers import batch_papers
from pipeline.masking import hide
from pipeline.model import Citation, Dossier
from pipeline.procedure import Publicity
from pipeline.settings import Office
from pipeline.vault import DOSSIER, Vault
from validators.calendar import is_working_day, nth_working_day
from validators.pack import RulePack, load
from validators.predicates.gather import Gather
from validators.settling.bureaux import is_bureau
from validators.shape import Rule

if TYPE_CHECKING:
    from flows.row import Row

_UP = "../../"  # from a paper of the batch to the folders of its packages


def papers_of(entries: Sequence[Entry], office: Office, on: date) -> dict[str, bytes]:
    """Write the papers of one batch under one regulation. The entries come from masked dossiers."""
    pack, replies = load(entries[0].rules.id), office.registers.replies
    return batch_papers(
        Season(
            entries=tuple(entries),
            questions=tuple(questions(pack, on, replies.years if replies else None)),
            office=office,
            procedure=pack.procedure,
            on=on,
            hide=hide,
            is_bureau=is_bureau,
            window=window(pack.procedure.publicity, office.letters.publicity_from),
        )
    )


def entries_of(vault: Vault, batch: str, rows: Mapping[str, "Row"]) -> list[Entry]:
    """Read the last run of every package of a batch, whoever kept it; this run's `rows` add what is among them."""
    last: dict[str, str] = {}
    for manifest in vault.manifests(batch):
        last[manifest.content.run.rpartition("/")[0]] = manifest.content.run
    return [_entry(vault, batch, run, rows.get(run)) for _, run in sorted(last.items())]


def _entry(vault: Vault, batch: str, run: str, row: "Row | None") -> Entry:
    dossier = Dossier.model_validate_json(vault.store.get(f"{run}/{DOSSIER}"))
    one = entry(dossier, f"{_UP}{run.removeprefix(f'{batch}/')}/{PAGE}")
    if row is None or not row.among:
        return one
    told = tuple(f"{finding.title}：{finding.sentence}" for finding in row.among)
    return one.model_copy(update={"outcome": row.outcome, "reasons": row.reasons, "among": told})


def questions(pack: RulePack, on: date, unlimited: int | None = None) -> list[Question]:
    """List the conditions that bureaux answer, in the order of the law.

    Lists of the office's own settle the others. `unlimited` is how many years the office asks for where the text has
    no limit.
    """
    return [question for rule in pack.rule if (question := _question(pack, rule, on, unlimited))]


def window(publicity: Publicity | None, first: date | None) -> Window | None:
    """Reckon when a publicity period ends, with its first day and without it; None of both where the table ends."""
    if publicity is None or first is None:
        return None
    if publicity.unit == "calendar":
        return Window(first, first + timedelta(days=publicity.days - 1), first + timedelta(days=publicity.days))
    if is_working_day(first) is None:
        return Window(first, None, None)
    ends = (nth_working_day(first, publicity.days, skip_first=skip) for skip in (False, True))
    return Window(first, *ends)


def _question(pack: RulePack, rule: Rule, on: date, unlimited: int | None) -> Question | None:
    test = rule.test
    by = test.settled_by if isinstance(test, Gather) else None
    if by is None or by.source != "replies":
        return None
    years = rule.limit_on(on) or unlimited
    return Question(
        rule=rule.id,
        title=rule.title,
        cite=Citation(
            regulation=pack.title,
            basis=rule.basis,
            article=pack.article_of(rule).number,
            item=rule.item,
            quote=rule.quote,
        ),
        bureaux=by.bureaux,
        # From the first of January: so the answer covers every way in which the years may be counted.
        since=date(on.year - years, 1, 1) if years else None,
        until=on,
        of_employer=by.of == "employer",
    )

"""A package as an applicant would hand it in: papers drawn, scanned, named and packed, with the truth beside them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from samples.answers import AnswerSheet
from samples.application import Application
from samples.arriving import Arrived, arrive
from samples.conclusions import conclude, outcome
from samples.defects import applicable, defects, spoil
from samples.drawing import can_draw
from samples.extras import with_extras
from samples.ledger import PaperTruth
from samples.packing import Handing, damaged, file_names, habits, zipped
from samples.plan import Plan
from samples.sight import Seen, seen
from samples.typeset import Face, drawn_font
from samples.usual import usual_plan
from samples.world import localities, make_application

RANDOM = "random"  # every other package gets one to three defects
_OFFICE_READINGS = {
    "shanghai-2022": {
        "16.1.1-years": "registration",
        "16.3-no-loss": "before-lifetime",
        "20-publicity": "first-day-counted",
    }
}


class Package(NamedTuple):
    """The files by name, and everything that is true of them."""

    files: Mapping[str, bytes]
    sheet: AnswerSheet
    handing: Handing


def assemble(
    application: Application, plan: Plan, rng: random.Random, *, name: str = "", degraded: bool = True
) -> Package:
    """Draw, ink, name and judge one package. `degraded` lets scans and photos be worse than a clean scan."""
    drawable = plan.model_copy(update={"papers": tuple(one for one in plan.papers if can_draw(one.kind))})
    arrived = list(arrive(drawable.papers, application, rng, degraded=degraded))
    handing = habits(rng, application.on)
    files, papers = _named(arrived, handing, rng)
    printed = [
        fact
        for file in arrived
        for part in file.parts
        if not part.paper.damage
        for fact in seen(part.paper, part.printed)
    ]
    sheet = concluded(application, plan, printed, papers, rng, name=name)
    return Package(files, sheet, handing)


def concluded(
    application: Application,
    plan: Plan,
    printed: Sequence[Seen],
    papers: tuple[PaperTruth, ...],
    rng: random.Random,
    *,
    name: str = "",
) -> AnswerSheet:
    """Judge what the papers print, under the readings an office may have chosen, and write it beside them."""
    drawable = plan.model_copy(update={"papers": tuple(one for one in plan.papers if can_draw(one.kind))})
    readings = _OFFICE_READINGS.get(application.locality.rules, {}) if rng.random() < 0.5 else {}
    legible = (fact.model_copy(update={"legible": True}) for fact in _once(printed))
    verdicts = conclude(application, drawable, readings, _once(printed))
    if_read = [one for one in conclude(application, drawable, readings, legible) if one not in verdicts]
    return AnswerSheet(
        name=name or application.applicant.name,
        rules=application.locality.rules,
        award=application.award,
        on=application.on,
        seed=application.seed,
        defects=plan.defects,
        readings=readings,
        outcome=outcome(verdicts, drawable),
        verdicts=verdicts,
        if_read=tuple(if_read),
        papers=papers,
        undrawn=tuple(one.id for one in plan.papers if not can_draw(one.kind)),
    )


def _once(facts: Sequence[Seen]) -> Iterator[Seen]:
    """A fact that a paper prints twice is seen once; it is legible if one of its places is."""
    best: dict[tuple[str, str, str, str], Seen] = {}
    for fact in facts:
        key = (fact.paper, fact.field, fact.key, fact.value.model_dump_json())
        if key not in best or fact.legible:
            best[key] = fact
    return iter(best.values())


def _named(
    arrived: Sequence[Arrived], handing: Handing, rng: random.Random
) -> tuple[dict[str, bytes], tuple[PaperTruth, ...]]:
    copies = [file for file in arrived for _ in range(file.label.copies)]
    names = file_names([(file.label, file.suffix) for file in copies], handing, rng)
    files: dict[str, bytes] = {}
    papers = []
    for file, name in zip(copies, names, strict=True):
        damage = file.label.damage
        files[name] = damaged(file.content, damage) if damage else file.content
        papers.append(
            PaperTruth(
                file=name,
                pages=tuple(page for part in file.parts for page in part.pages),
                printed=tuple(fact for part in file.parts for fact in part.printed),
                readable=not damage,
                condition=file.condition,
            )
        )
    return files, tuple(papers)


def make(rules: str, index: int, seed: int, wanted: Sequence[str] = (), *, degraded: bool = True) -> Package:
    """Make the package of this number of a set. It depends on nothing but its arguments.

    `rules` is a regulation, `regulation/award`, or empty for all in turn. `wanted` names defects; `RANDOM` spoils every
    other package.
    """
    application, plan, rng = imagine(rules, index, seed, wanted)
    folder = f"{index + 1:04}-{application.applicant.name}"
    return assemble(application, plan, rng, name=folder, degraded=degraded)


def imagine(rules: str, index: int, seed: int, wanted: Sequence[str] = ()) -> tuple[Application, Plan, random.Random]:
    """Invent the application and the papers of one package, with the dice as they lie before anything is drawn."""
    rng = random.Random(f"{seed}/{rules}/{index}")
    name, _, award = rules.partition("/")
    locality = localities()[name] if name else sorted(localities().items())[index % len(localities())][1]
    offer = locality.offer(award) if award else rng.choice(locality.awards)
    on = locality.usual_on
    if on is None:
        raise ValueError(locality.rules)
    application = make_application(locality.rules, offer.id, rng.choice(offer.kinds), rng, on)
    plan = with_extras(application, usual_plan(application), rng)
    for one in _chosen(application, plan, index, wanted, rng):
        if one in applicable(application, plan):
            application, plan = spoil(one, application, plan, rng)
    return application, plan, rng


def _chosen(
    application: Application, plan: Plan, index: int, wanted: Sequence[str], rng: random.Random
) -> Iterator[str]:
    for one in wanted:
        if one != RANDOM:
            yield one
        elif index % 2:
            possible = applicable(application, plan)
            yield from rng.sample(possible, min(len(possible), rng.choice((1, 1, 1, 2, 3))))


def build(
    rules: str,
    count: int,
    seed: int,
    out: Path,
    *,
    defects: Sequence[str] = (),
    degraded: bool = True,
    workers: int = 1,
) -> Iterator[AnswerSheet]:
    """Write packages into OUT/packages and their truth into OUT/truth, giving each answer sheet as it is done.

    What is written depends on the seed and never on the number of workers.
    """
    one = partial(_built, rules, seed, out, tuple(defects), degraded)
    if workers == 1 or count == 1:
        yield from map(one, range(count))
        return
    for face in Face:
        drawn_font(face)  # once, for all the processes that are forked from here
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(one, range(count))


def _built(rules: str, seed: int, out: Path, defects: Sequence[str], degraded: bool, index: int) -> AnswerSheet:
    package = make(rules, index, seed, defects, degraded=degraded)
    write(package, out)
    return package.sheet


def write(package: Package, out: Path) -> None:
    """Put one package and its truth on disk: as a folder, or zipped the way the applicant does it."""
    name, handing = package.sheet.name, package.handing
    truth = out / "truth" / f"{name}.json"
    truth.parent.mkdir(parents=True, exist_ok=True)
    (out / "packages").mkdir(parents=True, exist_ok=True)
    sheet = package.sheet
    if handing.zipped:
        inside = f"{sheet.name.split('-', 1)[-1]}/" if handing.wrapped else ""
        files = {inside + file: content for file, content in package.files.items()}
        (out / "packages" / f"{name}.zip").write_bytes(zipped(files, gbk=handing.gbk))
        papers = tuple(one.model_copy(update={"file": inside + one.file}) for one in sheet.papers)
        sheet = sheet.model_copy(update={"papers": papers})
    else:
        for file, content in package.files.items():
            path = out / "packages" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    truth.write_text(sheet.model_dump_json(indent=1) + "\n", encoding="utf-8")


def known_defects() -> dict[str, str]:
    """Every defect by name, with what it does in words and the conditions whose findings must or may change."""
    return {
        name: f"{one.told}{_changes('必变', one.must)}{_changes('可变', one.may)}" for name, one in defects().items()
    }


def _changes(word: str, topics: Sequence[str]) -> str:
    return f"　{word}：{'、'.join(topics)}" if topics else ""

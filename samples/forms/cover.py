"""The first page: which award, who applies, by whose recommendation, on which day."""

from dataclasses import replace

from samples.application import Application
from samples.forms.hand import Hand
from samples.forms.layout import Asked, label
from samples.forms.office import categories, office_of, titles
from samples.forms.scroll import Scroll
from samples.forms.sections import stamped
from samples.forms.stroke import Stroke, states, write
from samples.papers.mark import Manner


def cover(scroll: Scroll, hand: Hand, application: Application, *, title: str, split: bool = False) -> None:
    """A page of its own, the seal of the applicant across its name."""
    here, a = application.locality, application.applicant
    hand = replace(hand, size=14)
    offer, office = here.offer(application.award), office_of(application)
    person = application.track == "individual"
    scroll.say(write("附件1", size=12))
    scroll.say(write("编号：　　　　　　", size=12), align="right")
    scroll.say(heading(title, hand.manner, 26), align="center", before=70, after=8)
    track = "个人" if person else "组织"
    scroll.say(hand.text("form.track", f"（{track}）", means=track), align="center", after=60)
    large = {"indent": 4.0, "spacing": 2.0}
    scroll.say(_labelled("申报奖项", hand.choice("form.award", titles(application), offer.title)), **large)
    kinds = categories(application)
    scroll.say(_labelled("申报类别", hand.choice("form.category", kinds, offer.category)), **large)
    owner = hand.text("person.employer" if person else "entity.name", a.name)
    name = _labelled("工作单位（公章）" if person else "申报组织名称（公章）", owner)
    mark = Stroke()
    if hand.manner.sealed:
        mark = hand.flagged(
            "form.sealed", stamped(a.name, left=8.0, top=-1.2), yes=True, legible=False, quote="（公章）"
        )
    scroll.say(name + mark, **large)
    if person and application.candidate:
        scroll.say(_labelled("申报人", hand.text("person.name", application.candidate.name)), **large)
    by = hand.text("recommendation.by", application.consent_by or a.recommender)
    scroll.say(_labelled(office.recommender, by), **large)
    filled = hand.split_day("form.filled_on", a.filled) if split else hand.day("form.filled_on", a.filled)
    scroll.say(label(hand, Asked("填表日期", filled, "form.filled_on"), mark="：") + filled, **large)
    scroll.say(write(office.compiled, size=14), align="center", before=90)


def heading(title: str, manner: Manner, size: float) -> Stroke:
    """The name of the form in large letters."""
    return _naming(title, manner, write(title, size=size, bold=True, font="黑体"))


def running_head(title: str, manner: Manner) -> Stroke:
    """The name of the form above every page."""
    return _naming(title, manner, write(title, size=9))


def _naming(title: str, manner: Manner, printed: Stroke) -> Stroke:
    for fact in manner.text("form.title", title).facts:
        printed = states(fact.field, fact.value, printed)
    return printed


def _labelled(label: str, value: Stroke) -> Stroke:
    return write(f"{label}：", size=14) + value

"""条件热图: every condition against every applicant on one self-contained page, in words and colour."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby

from letters.entry import Entry, State
from letters.wording import where
from pipeline.dossier import OUTCOME_TITLES
from pipeline.model import Doubt, Verdict

_SHORT = {
    Doubt.MISSING: "缺件",
    Doubt.UNREADABLE: "不清",
    Doubt.CONFLICT: "矛盾",
    Doubt.AMBIGUOUS: "歧义",
    Doubt.EXTERNAL: "外查",
    Doubt.HUMAN: "人判",
}
_LEGEND = (
    ("met", "符合", "材料所示与条件相符"),
    ("not_met", "不符", "材料所示与条件不符"),
    ("missing", "缺件", "没有见到证明材料"),
    ("unreadable", "不清", "材料读不清"),
    ("conflict", "矛盾", "各材料不一致"),
    ("ambiguous", "歧义", "条文或者字迹有几种理解，结论不同"),
    ("external", "外查", "须向有关部门查询或者征求意见"),
    ("human", "人判", "须由审查人员判断"),
    ("not_applicable", "—", "不适用，或者该奖项没有这一条件"),
)


def heatmap(entries: Sequence[Entry], batch: str, hide: Callable[[str], str]) -> bytes:
    """Draw one table for each award, conditions in the order of the law, applicants in the order of the entries."""
    title = hide(f"{batch}资格审查条件热图")
    by_award = sorted(entries, key=lambda one: (one.rules.id, one.rules.award))
    tables = [
        "".join(_table(list(group), hide))
        for _, group in groupby(by_award, lambda one: (one.rules.id, one.rules.award))
    ]
    style = files("letters").joinpath("heatmap.css").read_text(encoding="utf-8")
    legend = "".join(f'<li><b class="{kind}">{short}</b>{words}</li>' for kind, short, words in _LEGEND)
    page = (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        "<p>每列一个申报人，每行一项条件；点开一格可看卷宗中的这一项。结论由程序提出，由审查人员决定。</p>\n"
        f'<ul class="legend" aria-label="图例">{legend}</ul>\n{"".join(tables)}</main>\n</body>\n</html>\n'
    )
    return page.encode()


def _table(entries: Sequence[Entry], hide: Callable[[str], str]) -> Iterator[str]:
    rules = entries[0].rules
    name = escape(f"{rules.award_title}（{len(entries)} 份）")
    yield f'<section>\n<h2>{name}</h2>\n<div class="scroll" tabindex="0" role="region" aria-label="{name}">'
    yield f'\n<table>\n<caption>依据《{escape(rules.title)}》</caption>\n<thead><tr><th scope="col">条件</th>'
    for one in entries:
        words = f'{escape(hide(one.applicant))}<br><span class="clause">{OUTCOME_TITLES[one.outcome]}</span>'
        yield f'<th scope="col">{_linked(words, one.link)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for state in _conditions(entries):
        yield (
            f'<tr><th scope="row">{escape(state.title)} <span class="clause">{escape(where(state.cite))}</span></th>'
            f"{''.join(_cell(one, state.rule) for one in entries)}</tr>\n"
        )
    yield '</tbody>\n<tfoot><tr><th scope="row">未定或者不符（项）</th>'
    for one in entries:
        yield f"<td>{sum(state.verdict in {Verdict.NOT_MET, Verdict.UNDETERMINED} for state in one.states)}</td>"
    yield "</tr></tfoot>\n</table>\n</div>\n</section>\n"


def _conditions(entries: Sequence[Entry]) -> list[State]:
    """Give each condition once; those of one award are the same and stand in the same order."""
    found: dict[str, State] = {}
    for one in entries:
        for state in one.states:
            found.setdefault(state.rule, state)
    return list(found.values())


def _cell(one: Entry, rule: str) -> str:
    state = next((state for state in one.states if state.rule == rule), None)
    if state is None or state.verdict is Verdict.NOT_APPLICABLE:
        return '<td class="not_applicable">—</td>'
    kind = state.doubt.value if state.doubt else state.verdict.value
    short = _SHORT[state.doubt] if state.doubt else "符合" if state.verdict is Verdict.MET else "不符"
    return f'<td class="{kind}">{_linked(short, f"{one.link}#{rule}" if one.link else "")}</td>'


def _linked(words: str, target: str) -> str:
    return f'<a href="{escape(target, quote=True)}">{words}</a>' if target else words

"""Rule packs from TOML: found, checked to the last key, and told everything that is wrong with them at once."""

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.errors import BadRules, UnknownName
from pipeline.model import Basis
from pipeline.procedure import Clause, Procedure
from validators.places import stands_under
from validators.predicates import PARAMETERS, PREDICATES
from validators.predicates.any_of import Alternative
from validators.predicates.gather import Blame, Contrary
from validators.predicates.members import Members
from validators.predicates.papers_present import PapersPresent
from validators.predicates.stated import Only
from validators.prizes import Record
from validators.settled_by import SettledBy
from validators.shape import Article, Award, Limit, Paper, Reading, Regulation, Rule, RulePack, article_in
from validators.terms import allowed, plain

__all__ = ["RulePack", "available", "lint", "load"]

_Piece = TypeVar("_Piece", bound=BaseModel)
_TABLES = ("award", "article", "rule", "paper")


def available() -> tuple[str, ...]:
    """Name the packs that come with Zishen."""
    return tuple(
        sorted(
            entry.name[:-5] for entry in files("validators").joinpath("packs").iterdir() if entry.name.endswith(".toml")
        )
    )


@cache
def load(name: str) -> RulePack:
    """Load a pack by its id; whatever is wrong with it is told at once.

    >>> load("shanghai-2022").number
    '沪府办规〔2022〕9号'
    """
    if name not in available():
        raise UnknownName("规则", name, available(), "zishen rules list")
    with as_file(files("validators").joinpath("packs", f"{name}.toml")) as path:
        return read_pack(path)


def read_pack(path: Path) -> RulePack:
    """Load a pack from a file anywhere."""
    faults: list[str] = []
    pack = _read(path, faults)
    if pack is None or faults:
        raise BadRules(path.name, faults)
    return pack


def lint(path: Path) -> list[str]:
    """List everything that is wrong with a pack, each with file, rule, key and what may be written instead."""
    faults: list[str] = []
    _read(path, faults)
    return [f"{path.name}：{fault}" for fault in faults]


def _read(path: Path, faults: list[str]) -> RulePack | None:
    try:
        raw = path.read_bytes()
        told = tomllib.loads(raw.decode("utf-8"))
    except OSError as fault:
        faults.append(f"文件打不开（{fault.strerror}）")
        return None
    except UnicodeDecodeError:
        faults.append("文件不是 UTF-8 编码，请另存为 UTF-8")
        return None
    except tomllib.TOMLDecodeError as fault:
        faults.append(f"TOML 语法有误（{fault}）")
        return None
    head = _piece(Regulation, "文件开头", {key: told[key] for key in told if key not in _TABLES}, faults)
    awards = _pieces(Award, "奖项", told.get("award"), faults)
    articles = _pieces(Article, "条文", told.get("article"), faults)
    rules = _pieces(Rule, "规则", told.get("rule"), faults)
    papers = _pieces(Paper, "材料", told.get("paper"), faults) if "paper" in told else []
    written = {str(one.get("id", "")) for one in told.get("rule", ()) if isinstance(one, dict)}
    faults += _coverage(articles, {article_in(name) for name in written})
    faults += _cross_faults(path, head, awards, articles, rules)
    faults += _paper_faults(awards, papers)
    faults += _member_faults(rules)
    faults += _procedure_faults(head, articles)
    if head is None or faults:
        return None
    return RulePack(
        **head.model_dump(),
        award=tuple(awards),
        article=tuple(articles),
        rule=tuple(rules),
        paper=tuple(papers),
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def _pieces(shape: type[_Piece], what: str, told: Any, faults: list[str]) -> list[_Piece]:
    if not isinstance(told, list) or not told:
        faults.append(f"没有{what}，请用 [[{shape.__name__.lower()}]] 逐一写出")
        return []
    named = ((f"{what} {_name(one, place)}", one) for place, one in enumerate(told, 1))
    return [piece for name, one in named if (piece := _piece(shape, name, one, faults))]


def _name(told: Any, place: int) -> str:
    return str(told.get("id", f"（第 {place} 个，没有 id）")) if isinstance(told, dict) else f"（第 {place} 个）"


def _piece(shape: type[_Piece], name: str, told: Any, faults: list[str]) -> _Piece | None:
    try:
        return shape.model_validate(told)
    except ValidationError as fault:
        errors = fault.errors(include_url=False)
        inner = {error["loc"][:-1] for error in errors}  # a list is called too short when its only entry is wrong
        real = [error for error in errors if error["type"] != "too_short" or error["loc"] not in inner]
        faults += [f"{name}：{_say(error, shape)}" for error in real]
        return None


_SHAPES: dict[str, type[BaseModel]] = {
    "limit": Limit,
    "reading": Reading,
    "records": Record,
    "contrary": Contrary,
    "blame": Blame,
    "alternatives": Alternative,
    "only": Only,
    "settled_by": SettledBy,
    **PARAMETERS,
}


def _say(error: Any, shape: type[BaseModel]) -> str:  # noqa: PLR0911 - one line for each kind of fault
    """Say one fault of shape in Chinese, with the values that are allowed."""
    place = [str(step) for step in error["loc"] if step not in PREDICATES]
    key = ".".join(place)
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"缺少“{key}”"
        case "extra_forbidden":
            inner = next((_SHAPES[step] for step in reversed(error["loc"][:-1]) if step in _SHAPES), shape)
            known = [field.alias or name for name, field in inner.model_fields.items()]
            return f"没有“{key}”这一项，可用：{'、'.join(known)}"
        case "union_tag_invalid":
            return f"没有判断方式“{context['tag']}”，可用：{'、'.join(PREDICATES)}"
        case "union_tag_not_found":
            return f"“{key}”缺少 predicate，可用：{'、'.join(PREDICATES)}"
        case "literal_error" | "enum":
            fitting = "、".join(re.findall(r"'([^']+)'", context["expected"]))
            return f"“{key}”不能写 {error['input']}，可用：{fitting}"
        case "value_error":
            return f"“{key}”{context['error']}" if key else str(context["error"])
        case _:
            return f"“{key}”的写法不对：{error['input']!r}（{error['msg']}）"


def _cross_faults(
    path: Path, head: Regulation | None, awards: Sequence[Award], articles: Sequence[Article], rules: Sequence[Rule]
) -> Iterator[str]:
    if head and head.id != path.stem:
        yield f"文件开头：id 是 {head.id}，与文件名 {path.name} 不同"
    for what, ids in (
        ("奖项", [a.id for a in awards]),
        ("条文", [a.id for a in articles]),
        ("规则", [r.id for r in rules]),
    ):
        yield from (f"{what} {one}：id 重复" for one in sorted({one for one in ids if ids.count(one) > 1}))
    known, order = {award.id for award in awards}, [article.id for article in articles]
    texts = {article.id: plain(article.text) for article in articles}
    reached = 0
    for rule in rules:
        for award in rule.awards:
            if award not in known:
                yield f"规则 {rule.id}：awards 里没有奖项 {award}，可用：{'、'.join(sorted(known))}"
        if rule.article not in texts:
            yield f"规则 {rule.id}：没有条文 {rule.article}，规则 id 须以条文 id 开头，可用：{'、'.join(order)}"
            continue
        if rule.basis is Basis.REGULATION and plain(rule.quote) not in texts[rule.article]:
            yield f"规则 {rule.id}：quote “{rule.quote}”不是条文 {rule.article} 的原文"
        elif not stands_under(articles[order.index(rule.article)].text, rule.item, rule.quote):
            yield f"规则 {rule.id}：quote “{rule.quote}”不在条文 {rule.article} 的{rule.item}之下"
        if order.index(rule.article) < reached:
            yield f"规则 {rule.id}：没有按条文的先后排列"
        reached = max(reached, order.index(rule.article))


def _paper_faults(awards: Sequence[Award], papers: Sequence[Paper]) -> Iterator[str]:
    known = [award.id for award in awards]
    for paper in papers:
        for award in sorted(set(paper.awards) - set(known)):
            yield f"材料 {paper.id}：awards 里没有奖项 {award}，可用：{'、'.join(known)}"
    ids = [(paper.id, award) for paper in papers for award in paper.awards]
    yield from (f"材料 {one[0]}：id 重复" for one in sorted({one for one in ids if ids.count(one) > 1}))


def _procedure_faults(head: Regulation | None, articles: Sequence[Article]) -> Iterator[str]:
    """What the office's papers cite must stand where they say it stands."""
    texts = {article.number: plain(article.text) for article in articles}
    for name in Procedure.model_fields if head else ():
        clause: Clause | None = getattr(head.procedure, name) if head else None
        if clause and plain(clause.quote) not in texts.get(clause.article, ""):
            yield f"[procedure.{name}]：quote “{clause.quote}”不是{clause.article}的原文"


def _member_faults(rules: Sequence[Rule]) -> Iterator[str]:
    """A rule that sends to others must find them, and not itself."""
    known = {rule.id for rule in rules if not isinstance(rule.test, Members | PapersPresent)}
    for rule in rules:
        if isinstance(rule.test, Members | PapersPresent):
            for name in rule.test.rules:
                if name not in known:
                    fitting = allowed(name, sorted(known))
                    yield f"规则 {rule.id}：rules 里的 {name} 不是本办法的其他规则，可用：{fitting}"


def _coverage(articles: Sequence[Article], ruled: Collection[str]) -> Iterator[str]:
    """Every article has rules or says why it is out of scope, and none is left out."""
    for article in articles:
        if (article.id in ruled) == (article.out_of_scope is not None):
            wrong = "既有规则又写了 out_of_scope" if article.id in ruled else "既没有规则，也没有写 out_of_scope"
            yield f"条文 {article.id}（{article.number}）：{wrong}"
    numbers = {int("".join(filter(str.isdigit, article.id))) for article in articles}
    yield from (f"条文 {number}：没有收录" for number in range(1, max(numbers, default=0)) if number not in numbers)

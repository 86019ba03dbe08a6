"""The `zishen rules` commands: what the regulations ask, article by article, and what is wrong with a rule file."""

import json
from argparse import Namespace
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import TextIO

from pipeline.catalogue import catalogue
from pipeline.errors import Exit, UnknownName
from pipeline.model import Basis
from pipeline.registers import TITLES
from validators.pack import RulePack, available, lint, load
from validators.settling.settle import settled_by
from validators.shape import OUT_OF_SCOPE, Rule

_BASIS = {Basis.REGULATION: "规章", Basis.ANNUAL_NOTICE: "年度申报通知", Basis.OFFICE_PRACTICE: "办公室要求"}


def run(arguments: Namespace, out: TextIO) -> int:
    """Carry out one of the rules commands."""
    command = arguments.rules_command
    if command == "lint":
        return _lint(arguments, out)
    if command == "list":
        packs = [load(name) for name in available()]
        data: object = [{"id": pack.id, "title": pack.title, "awards": [a.id for a in pack.award]} for pack in packs]
        words = [line for pack in packs for line in _listed(pack)]
    elif command == "explain":
        pack, rule = _find(arguments.id)
        data, words = rule.model_dump(mode="json", by_alias=True), list(_explained(pack, rule))
    else:
        pack = load(arguments.id)
        data = pack.model_dump(mode="json", by_alias=True)
        words = list(_shown(pack) if command == "show" else _articles(pack))
    if arguments.json:
        out.write(json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n")
    else:
        print("\n".join(words), file=out)
    return Exit.DONE


def _lint(arguments: Namespace, out: TextIO) -> int:
    if arguments.file:
        faults = lint(arguments.file)
    else:
        with as_file(files("validators").joinpath("packs")) as folder:
            faults = [fault for path in sorted(folder.glob("*.toml")) for fault in lint(path)]
    if arguments.json:
        out.write(json.dumps(faults, ensure_ascii=False) + "\n")
    else:
        print("\n".join(faults) or "没有问题。", file=out)
    return Exit.INPUT if faults else Exit.DONE


def _listed(pack: RulePack) -> Iterator[str]:
    yield f"{pack.id}  《{pack.title}》{pack.number}，{pack.status_words}"
    for award in pack.award:
        yield f"    {award.id}  {award.title}"


def _shown(pack: RulePack) -> Iterator[str]:
    yield from _listed(pack)
    for rule in pack.rule:
        yield f"\n{rule.id}  {rule.title}（{_cited(pack, rule)}）"
        yield f"    “{rule.quote}”"


def _articles(pack: RulePack) -> Iterator[str]:
    """Account for every article: its rules, or why it has none."""
    for article in pack.article:
        rules = [rule.id for rule in pack.rule if rule.article == article.id]
        if rules:
            told = f"由 {'、'.join(rules)} 承担"
        else:
            told = (
                f"不在审查范围：{OUT_OF_SCOPE[article.out_of_scope or '']}{f'。{article.why}' if article.why else ''}"
            )
        yield f"{article.number}（{article.title}）  {told}"


def _explained(pack: RulePack, rule: Rule) -> Iterator[str]:
    yield f"{rule.id}  {rule.title}"
    yield f"依据：{_cited(pack, rule)}  “{rule.quote}”"
    yield f"适用：{'、'.join(pack.award_of(award).title for award in rule.awards)}"
    yield f"判法：{rule.test.predicate}（说明见 docs/writing-rules.md）"
    told = rule.test.model_dump(mode="json", exclude_defaults=True)
    if fields := [name for name in catalogue() if f'"{name}"' in json.dumps(told)]:
        yield f"所用字段：{'、'.join(f'{catalogue()[name].title}（{name}）' for name in fields)}"
    for step in rule.limit:
        yield f"限值：{step.value}（自 {step.starts.isoformat()} 起）"
    if source := settled_by(rule.test):
        yield f"评审办公室提供“{TITLES[source]}”即可据以判断（写法见 docs/registers.md）"
    for reading in rule.reading:
        yield f"可选的理解：{reading.id}  {reading.title}"
    if rule.reading:
        yield f'评审办公室可在 office.toml 的 [readings] 中写 "{rule.id}" = "<理解>" 选定；不选则逐一判断，须结论一致。'


def _cited(pack: RulePack, rule: Rule) -> str:
    return f"{pack.article_of(rule).number}{rule.item}" if rule.basis is Basis.REGULATION else _BASIS[rule.basis]


def _find(rule: str) -> tuple[RulePack, Rule]:
    """Find a rule in whichever pack has it; `pack:rule` names the pack too."""
    wanted, _, name = rule.rpartition(":")
    packs = [load(wanted)] if wanted else [load(one) for one in available()]
    found = [(pack, one) for pack in packs for one in pack.rule if one.id == name]
    if len(found) != 1:
        known = [f"{pack.id}:{one.id}" for pack in packs for one in pack.rule if not found or one.id == name]
        raise UnknownName("条件" if not found else "条件（不止一部规则有）", rule, known, "zishen rules show 规则")
    return found[0]

"""Changes of the judging code, one comparison, sign, joining word, number or verdict at a time, held against cases.

Only the bodies of functions are changed: the changed code is put in place in a forked process, which judges the
cases and is thrown away.
"""

import ast
import copy
import importlib
import inspect
import os
import signal
from collections.abc import Collection, Iterator
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from benchmarks.mutants_packs import narrowed
from benchmarks.mutants_told import Mutant, Told
from tests.validators.cases import INVENTED, Trial, cases, fault, pack_of, trial
from validators.pack import available
from validators.shape import RulePack

_ROOM = Path(__file__).parent.parent / "validators"
_ELSEWHERE = {"closed"}  # a list, with no function in it
_BEHIND = {"employment": "years_worked"}  # modules that one predicate alone asks
_SECONDS = 90  # a mutant that never ends is noticed
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
_VERDICTS = {"MET": "NOT_MET", "NOT_MET": "MET", "UNDETERMINED": "MET"}


def modules() -> tuple[str, ...]:
    """Name the modules that are changed: every predicate, three-valued logic, the calendar and the possibilities."""
    plain = [f"validators.{name}" for name in ("calendar", "possibilities", "verdict", *_BEHIND)]
    found = (_ROOM / "predicates").glob("[a-z]*.py")
    return (*plain, *sorted(f"validators.predicates.{p.stem}" for p in found if p.stem not in _ELSEWHERE))


def told_of_code(every: int = 1, only: Collection[str] = (), workers: int = 1) -> Iterator[Told]:
    """Judge the mutants of all modules or of some, or every so manieth of them, by the cases that ask them."""
    named = [name for name in modules() if not only or short_of(name) in only]
    mutants = [(name, number) for name in named for number in range(len(list(_places(_tree(name)))))]
    _LAID.extend(_trials())
    with get_context("fork").Pool(workers) as pool:
        yield from pool.imap(_told, mutants[every - 1 :: every], chunksize=2)


_LAID: list[tuple[Trial, RulePack, frozenset[str]]] = []  # laid out once, before the workers are forked


@cache
def _tree(name: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(name)))


def _told(mutant: tuple[str, int]) -> Told:
    """Judge one mutant of a module, the places of change being numbered."""
    name, number = mutant
    asked = _BEHIND.get(short_of(name), name.removeprefix("validators.predicates."))
    trials = [(one, pack) for one, pack, asks in _LAID if asked in asks or asked == name]
    line, change, tree = _changed(_tree(name), number)
    return Told(
        Mutant("code", f"{short_of(name)}:{line}", change), _killed(importlib.import_module(name), tree, trials)
    )


def short_of(module: str) -> str:
    """Name a module as the report does.

    >>> short_of("validators.predicates.certified")
    'predicates.certified'
    """
    return module.removeprefix("validators.")


def _trials() -> Iterator[tuple[Trial, RulePack, frozenset[str]]]:
    """Lay out all cases, each with a pack of what its rule looks at and the predicates it asks."""
    for pack in (*available(), INVENTED):
        rules = pack_of(pack)
        narrow = {rule.id: narrowed(rules, rule, rule) for rule in rules.rule}
        for folder in ("packs", "registers"):
            for case in cases(folder, pack):
                award = {"award": rules.award[0].id} if folder == "packs" else {}
                one = trial({**award, **case}, rules)
                yield one, narrow.get(one.rule, rules), _asked(rules, one.rule)


def _asked(rules: RulePack, rule: str) -> frozenset[str]:
    """Name the predicates behind a rule, an office's paper or a look at whether papers agree."""
    found = next((one.test for one in rules.rule if one.id == rule), None)
    if found is None:
        return frozenset({"agree" if rule.startswith("agree-") else "papers_present"})
    return frozenset((found.predicate, *(one.test.predicate for one in getattr(found, "alternatives", ()))))


def _changed(tree: ast.Module, number: int) -> tuple[int, str, ast.Module]:
    """Make a tree with one change in the body of a function; doctests and type hints are left alone."""
    other = copy.deepcopy(tree)
    line, change, apply = list(_places(other))[number]
    apply()
    return line, change, ast.fix_missing_locations(other)


def _places(tree: ast.Module) -> Iterator[tuple[int, str, Any]]:
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    nodes = [inner for one in functions for statement in one.body for inner in ast.walk(statement)]
    for node in dict.fromkeys(nodes):  # what stands in a function within a function is met twice
        yield from _at(node)


def _at(node: ast.AST) -> Iterator[tuple[int, str, Any]]:
    line = getattr(node, "lineno", 0)
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                if other := _SWAPS.get(type(op)):
                    yield line, _said(op, other), _put(ops, place, other())
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if other := _SWAPS.get(type(op)):
            yield line, _said(op, other), _set(node, "op", other())
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int(value)):
            yield line, f"{value} -> {value + 1}", _set(node, "value", value + 1)
        case ast.Attribute(value=ast.Name(id="Verdict"), attr=name) if name in _VERDICTS:
            yield line, f"{name} -> {_VERDICTS[name]}", _set(node, "attr", _VERDICTS[name])
        case _:
            pass


def _said(op: ast.AST, other: type[ast.AST]) -> str:
    return f"{type(op).__name__} -> {other.__name__}"


def _put(ops: list[Any], place: int, other: Any) -> Any:
    return lambda: ops.__setitem__(place, other)


def _set(node: ast.AST, name: str, value: Any) -> Any:
    return lambda: setattr(node, name, value)


def _killed(module: ModuleType, tree: ast.Module, trials: list[tuple[Trial, RulePack]]) -> str:
    """Judge the cases with the changed code in a process of its own; say what noticed the change."""
    pid = os.fork()
    if pid == 0:
        os._exit(_judge(module, tree, trials))
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return "did not end"
    return "a case" if os.WEXITSTATUS(status) else ""


def _judge(module: ModuleType, tree: ast.Module, trials: list[tuple[Trial, RulePack]]) -> int:
    signal.alarm(_SECONDS)
    try:
        _install(module, compile(tree, module.__file__ or "", "exec"))
        for one, pack in trials:
            if fault(one.judged(pack), one.case):
                return 1
    except BaseException:  # noqa: BLE001 - whatever breaks has noticed the change
        return 1
    return 0


def _install(module: ModuleType, changed: CodeType) -> None:
    """Give each function of the module the code of its changed namesake; importers hold the same one."""
    codes = {code.co_qualname: code for code in _codes(changed)}
    for function in _functions(module):
        if (code := codes.get(function.__qualname__)) is not None:
            function.__code__ = code


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    for owner in (module, *(one for one in vars(module).values() if inspect.isclass(one))):
        for thing in vars(owner).values():
            inner = inspect.unwrap(getattr(thing, "__func__", getattr(thing, "fget", thing) or thing))
            if isinstance(inner, FunctionType) and inner.__module__ == module.__name__:
                yield inner

"""The work of `zishen samples build`: packages on disk with their truth, or the list of what can be spoilt."""

from collections.abc import Sequence
from os import cpu_count
from pathlib import Path
from typing import TextIO

from pipeline.errors import Exit, StoreError, UnknownName
from samples.assemble import RANDOM, build, known_defects
from samples.world import localities


def run(
    rules: str,
    count: int,
    seed: int,
    out: Path,
    defect: Sequence[str],
    *,
    list_defects: bool,
    degraded: bool,
    stdout: TextIO,
) -> int:
    """Build the packages, or list the defects. Data goes to `stdout`: one line a package, or one line a defect."""
    spoilt = known_defects()
    if list_defects:
        for defect_name, told in spoilt.items():
            print(f"{defect_name:<36} {told}", file=stdout)
        return Exit.DONE
    name, _, award = rules.partition("/")
    if name and name not in localities():
        raise UnknownName("规则", name, sorted(localities()), "zishen samples build --help")
    if award and award not in (known := [offer.id for offer in localities()[name].awards]):
        raise UnknownName("奖项", award, known, "zishen samples build --help")
    for one in defect:
        if one != RANDOM and one not in spoilt:
            raise UnknownName("缺陷", one, [RANDOM, *spoilt], "zishen samples defects")
    try:
        for sheet in build(rules, count, seed, out, defects=defect, degraded=degraded, workers=cpu_count() or 1):
            print(f"{sheet.name}  {sheet.rules}  {sheet.award}  {'、'.join(sheet.defects) or '无缺陷'}", file=stdout)
    except OSError as fault:
        raise StoreError(str(out), fault.strerror or "写不进去", "请换一个可以写入的文件夹。") from fault
    return Exit.DONE

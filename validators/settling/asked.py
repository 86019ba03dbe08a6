"""Whether replies are about conditions there are: a matter nobody knows would be passed over in silence."""

from collections.abc import Iterator

from pipeline.registers import TITLES, Registers
from validators.predicates.gather import Gather
from validators.shape import RulePack
from validators.terms import allowed, plain


def reply_faults(pack: RulePack, registers: Registers) -> list[str]:
    """Say which matters and which rules of `bureaux` a regulation does not have, with those it has."""
    return list(_faults(pack, registers))


def _faults(pack: RulePack, registers: Registers) -> Iterator[str]:
    replies = registers.replies
    if replies is None:
        return
    asked = {
        rule.id: rule.title
        for rule in pack.rule
        if isinstance(rule.test, Gather) and rule.test.settled_by and rule.test.settled_by.source == "replies"
    }
    known = {plain(word) for pair in asked.items() for word in pair}
    titles = list(dict.fromkeys(asked.values()))
    where = f"{TITLES['replies']} {replies.source.file}"
    for row in replies.rows:
        for matter in row.matters:
            if plain(matter) not in known:
                yield f"{where}：第 {row.row} 行“征求事项”没有“{matter}”，可用：{allowed(matter, titles)}"
    for name in replies.source.bureaux:
        if name not in asked:
            yield f"[registers.replies.bureaux] 没有规则 {name}，可用：{allowed(name, list(asked))}"

"""The statements of an audit report, each on a page of its own."""

from collections.abc import Sequence
from decimal import Decimal

from samples.applicant import Figures
from samples.application import Application
from samples.papers.audit_lines import Entry, activities, balance, cash, income
from samples.papers.audit_style import AuditStyle
from samples.papers.leaf import Leaf, Row, Ruling
from samples.papers.mark import Mark, Words
from samples.sheets import WIDTH

_EDGE = 20


class Statements:
    """Draws the statements of one year with the year before beside it."""

    def __init__(
        self,
        application: Application,
        leaf: Leaf,
        style: AuditStyle,
        now: Figures,
        before: Figures | None,
        *,
        unaudited: bool = False,
        parent: bool = False,
    ) -> None:
        self.application, self.applicant, self.leaf, self.style = application, application.applicant, leaf, style
        self.now, self.before, self.unaudited, self.parent = now, before, unaudited, parent

    def income(self, title: str = "利润表", *, basis: str = "", group: bool = False) -> None:
        """Print the income statement; `basis` says whether it is consolidated or the parent's."""
        self._head(title, f"{self.now.year}年度", "会企02表", basis)
        old = income(self.before, group=group) if self.before else None
        self._two_columns(income(self.now, group=group), old)
        self._foot()

    def balance(self, title: str = "资产负债表", *, basis: str = "", nonprofit: bool = False) -> None:
        """Print assets on the left and what they are owed to on the right."""
        self._head(title, f"{self.now.year}年12月31日", "会民非01表" if nonprofit else "会企01表", basis)
        capital = self.applicant.capital
        sides = balance(self.now, capital, nonprofit=nonprofit)
        olds = balance(self.before, capital, nonprofit=nonprofit) if self.before else (None, None)
        halves = [self._columns(side, old) for side, old in zip(sides, olds, strict=True)]
        heads = self._heads(self.style.balance)
        rows: list[Row] = [["资　　产", *heads, "负债和净资产" if nonprofit else "负债和所有者权益", *heads]]
        rows += [[*left, *right] for left, right in zip(*halves, strict=True)]
        look = Ruling(size=7.2, height=8.2, right=(1, 2, 4, 5))
        self.leaf.grid(rows, (35, 27.5, 27.5, 38, 27.5, 27.5), look)
        self._foot()

    def cash(self, title: str = "现金流量表") -> None:
        self._head(title, f"{self.now.year}年度", "会企03表", "")
        self._two_columns(cash(self.now), cash(self.before) if self.before else None)
        self._foot()

    def activities(self) -> None:
        """Print a non-profit's year: two kinds of net assets and their sum, for both years."""
        self._head("业务活动表", f"{self.now.year}年度", "会民非02表", "")
        years = [self.now, self.before] if self.style.new_first else [self.before, self.now]
        words = {self.now.year: "本年累计数"}
        heads = [words.get(year.year if year else 0, "上年数") for year in years]
        kinds = ("非限定性", "限定性", "合计")
        rows: list[Row] = [
            ["项　　目", heads[0], "<", "<", heads[1], "<", "<"],
            ["", *kinds, *kinds],
        ]
        told = [activities(year) if year else None for year in years]
        for index, (label, *_) in enumerate(activities(self.now)):
            row: list[Words] = [label]
            for year, lines in zip(years, told, strict=True):
                free, bound, field = lines[index][1:] if lines else (None, None, "")
                total = None if free is None else free + (bound or Decimal(0))
                row += [self.style.amount(free), self.style.amount(bound)]
                row.append(self._amount(Entry(label, total, field), year.year if year else 0))
            rows.append(row)
        self.leaf.grid(rows, (47, 24, 21, 24, 24, 21, 24), Ruling(size=7, height=9, heads=2, right=(1, 2, 3, 4, 5, 6)))
        self._foot()

    def _head(self, title: str, when: str, form: str, basis: str) -> None:
        leaf, told, key = self.leaf, self.leaf.manner, str(self.now.year)
        leaf.page(24)
        name = told.text("audit.consolidated", title, key, means=basis) if basis else title
        leaf.row(name, size=19, align="centre", bold=True, after=3)
        if self.unaudited:
            said = ("（", told.flag("audit.audited", "未经审计", key, yes=False), "）")
            leaf.row(said, size=11, align="centre", after=2)
        leaf.row(when, size=11, align="centre", after=1)
        leaf.text(WIDTH - _EDGE, leaf.y, form, size=9, align="right")
        leaf.y += 5
        company = ("编制单位：", told.text("audit.company", self.applicant.name, key))
        leaf.say(_EDGE, leaf.y, company, size=9.5)
        leaf.text(WIDTH - _EDGE, leaf.y, f"单位：人民币{self.style.unit}", size=9.5, align="right")
        leaf.y += 5.5

    def _heads(self, words: tuple[str, str]) -> tuple[str, str]:
        new, old = words[0], words[1] + ("（重述后）" if self.style.restated else "")
        return (new, old) if self.style.new_first else (old, new)

    def _two_columns(self, lines: Sequence[Entry], old: Sequence[Entry] | None) -> None:
        heads = self._heads(self.style.columns)
        rows: list[Row] = []
        for number, row in enumerate(self._columns(lines, old), 1):
            rows.append([row[0], str(number), *row[1:]] if self.style.numbered else row)
        numbered = self.style.numbered
        rows.insert(0, ["项　　目", "行次", *heads] if numbered else ["项　　目", *heads])
        widths = (80, 13, 38, 38) if numbered else (85, 42, 42)
        look = Ruling(size=9.2, height=8.8, right=(2, 3) if numbered else (1, 2), centre=(1,) if numbered else ())
        self.leaf.grid(rows, widths, look)

    def _columns(self, lines: Sequence[Entry], old: Sequence[Entry] | None) -> list[Row]:
        """Label, then both years in the order of the firm."""
        rows: list[Row] = []
        for index, entry in enumerate(lines):
            new = self._amount(entry, self.now.year)
            past = self._amount(old[index], self.before.year) if old and self.before else self._nothing(entry)
            rows.append([entry.label, new, past] if self.style.new_first else [entry.label, past, new])
        return rows

    def _amount(self, entry: Entry, year: int) -> Words:
        if entry.amount is None:
            return self._nothing(entry)
        printed = self.style.amount(entry.amount)
        if not entry.field:
            return printed
        key = f"{year} 母公司" if self.parent else str(year)
        return self.leaf.manner.amount(entry.field, entry.amount, printed, key)

    def _nothing(self, entry: Entry) -> Words:
        return "" if not entry.label or entry.label.endswith("：") else Mark(self.style.empty, ())

    def _foot(self) -> None:
        leaf, a = self.leaf, self.applicant
        leaf.y += 6
        for place, who in ((_EDGE, "法定代表人："), (80, "主管会计工作负责人："), (146, "会计机构负责人：")):
            leaf.text(place, leaf.y, who, size=9.5)
        leaf.sign(a.licence.representative, 41, leaf.y - 3, width=22)
        leaf.sign(a.contact.name, 113, leaf.y - 3, width=22)
        leaf.seal(a.name, 90, leaf.y - 22, width=38)

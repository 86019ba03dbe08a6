"""The form on which bureaux answer: what the office sends out with its letter and takes back as a register.

One row is what one bureau says of one applicant in one matter. The letter's writer prints these headings and fills the
first columns; the register's reader (`pipeline/registers.py`) takes the same headings back. Nobody else spells them.
"""

from enum import StrEnum
from typing import Literal


class Opinion(StrEnum):
    """What a bureau may answer. Silence is written down too: it is no answer, unless the office says that it is one."""

    CLEAN = "无记录"
    RECORD = "有记录"
    NOT_OURS = "不属本部门职责"
    NO_REPLY = "未答复"


class Counted(StrEnum):
    """Whether the bureau holds its record to be what the matter asks about: a fine is not yet a grave breach."""

    YES = "属于"
    NO = "不属于"
    OPEN = "未认定"


By = Literal["office", "bureau"]


class Heading(StrEnum):
    """The columns, in the order of the form. The matter is the title (or the id) of the condition that is asked."""

    NUMBER = "序号"
    APPLICANT = "申报单位/姓名"
    CODE = "统一社会信用代码"
    RESIDENT_NUMBER = "身份证号码"
    BUREAU = "征求部门"
    MATTER = "征求事项"
    SINCE = "查询起始日"
    UNTIL = "查询截止日"
    OPINION = "意见"
    RECORDED_ON = "记录日期"
    COUNTED = "部门认定"
    REMARK = "说明"
    LETTER = "答复文号"
    REPLIED_ON = "答复日期"


# Who fills a column: the office when it asks, or the bureau when it answers.
FILLED_BY: dict[Heading, By] = {
    Heading.NUMBER: "office",
    Heading.APPLICANT: "office",
    Heading.CODE: "office",
    Heading.RESIDENT_NUMBER: "office",
    Heading.BUREAU: "office",
    Heading.MATTER: "office",
    Heading.SINCE: "office",
    Heading.UNTIL: "office",
    Heading.OPINION: "bureau",
    Heading.RECORDED_ON: "bureau",
    Heading.COUNTED: "bureau",
    Heading.REMARK: "bureau",
    Heading.LETTER: "bureau",
    Heading.REPLIED_ON: "bureau",
}
# The only words these columns may hold; a form can offer them as a list to choose from.
CHOICES: dict[Heading, tuple[str, ...]] = {
    Heading.OPINION: tuple(Opinion),
    Heading.COUNTED: tuple(Counted),
}
# How the form explains itself, in the order in which a bureau meets the questions.
NOTES: tuple[str, ...] = (
    "每行是一个部门对一个申报人就一项事项的答复；同一事项有几条记录的，每条记录填一行。",
    f"“{Heading.OPINION}”只填：{'、'.join(Opinion)}。",
    (
        f"填“{Opinion.RECORD}”的，请填“{Heading.RECORDED_ON}”（事故发生、处罚决定等日期），"
        f"并在“{Heading.COUNTED}”填：{'、'.join(Counted)}（该记录是否属于所征求的事项），在“{Heading.REMARK}”写明情况。"
    ),
    f"“{Heading.SINCE}”“{Heading.UNTIL}”是答复所覆盖的时段；与所征求的时段不同的，请改为实际查询的时段。",
)
SEPARATORS = "；;\n"  # between matters, where one answer is given for several

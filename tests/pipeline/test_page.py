"""The page shows what a reviewer needs, in order of weight, to everyone, without a network."""

import re
from datetime import date

import pytest

from pipeline.dossier import seal
from pipeline.exhibit import Excerpt, Exhibits, PagePicture
from pipeline.model import (
    Box,
    Disposition,
    Dossier,
    Doubt,
    Earliest,
    Evidence,
    Fact,
    Finding,
    InCell,
    Method,
    OnPage,
    Problem,
    ReadingUsed,
    Remedy,
    RulesUsed,
    Verdict,
    Version,
    Window,
    fingerprint,
)
from pipeline.page import dossier_page
from pipeline.settings import Office
from tests.pipeline.paper import LICENCE, READER, finding, founded, named, sheet
from tests.pipeline.walk import barriers

OPEN = Verdict.UNDETERMINED
LOST = Problem(code="encrypted_pdf", file="信用报告.pdf", what="文件有密码", next_step="请提供没有密码的文件。")
PICTURE = PagePicture(file=LICENCE, page=1, picture="QUJD", width=1000, height=1400)


def dossier(*findings: Finding, facts: tuple[Fact, ...] = (), problems: tuple[Problem, ...] = ()) -> Dossier:
    told = sheet(named("申江（示例）<有限公司>"), *facts).model_copy(
        update={
            "problems": problems,
            "dispositions": (Disposition(file=LICENCE, part="第 1 页", read=True, how="按图像识别，得 9 行"),),
        }
    )
    return seal(
        sheet=told,
        package_sha256="b" * 64,
        rules=RulesUsed(
            id="shanghai-2022",
            title="上海市政府质量奖管理办法",
            number="沪府办规〔2022〕9号",
            status="有效",
            sha256="c" * 64,
            award="gold-organisation",
            award_title="上海市质量金奖",
        ),
        office=Office(name="示例办公室"),
        on=date(2026, 6, 30),
        findings=findings,
        readings=(ReadingUsed(name="16.1.1-years", choice="a", title="自登记之日起算", chosen_by="示例办公室"),),
        versions=(Version(name="zishen", version="1"),),
    )


def titled(title: str, one: Finding) -> Finding:
    return one.model_copy(update={"title": title, "rule": f"1-{title}"})


def in_word(quote: str) -> Fact:
    """A founding date in a cell of a Word form."""
    place = InCell(table=1, row=2, column=2)
    seen = Evidence(file=LICENCE, place=place, quote=quote, method=Method.WORD, reader=READER)
    return founded("2013-09-20").model_copy(update={"evidence": (seen,)})


REFUSED = titled("不符合", finding(Verdict.NOT_MET))
ASKED = titled("缺材料", finding(OPEN, Doubt.MISSING, Remedy.SUPPLEMENT))
DIFFERS = titled("不一致", finding(OPEN, Doubt.CONFLICT)).model_copy(
    update={"against": (in_word("2013年9月20日"),), "support": (founded("2023-09-20"),), "computation": ("两处不同",)}
)
ABROAD = titled("须查询", finding(OPEN, Doubt.EXTERNAL))
WEIGHED = titled("须判断", finding(OPEN, Doubt.HUMAN))
MET = titled("满年限", finding(support=(founded("2020-03-01"),)))
WORD = fingerprint(DIFFERS.against[0].evidence[0])
EXHIBITS = Exhibits(
    pages=(PICTURE,),
    excerpts={WORD: Excerpt(rows=(("组织名称", "申江"), ("成立日期", "2013年9月20日")), marked=(1, 1))},
)
FULL = dossier_page(dossier(WEIGHED, ABROAD, MET, DIFFERS, ASKED, REFUSED, problems=(LOST,)), EXHIBITS)


TIMED = dossier_page(
    dossier(
        MET.model_copy(
            update={"windows": (Window(starts=date(2023, 6, 30), ends=date(2026, 6, 30), asks="begun", reading="甲"),)}
        ),
        facts=(founded("2020-03"), in_word("2013年9月20日")),
    ),
    EXHIBITS,
)


@pytest.mark.parametrize(
    "page",
    [FULL, TIMED, dossier_page(dossier(MET), Exhibits()), dossier_page(dossier(), Exhibits())],
    ids=["everything", "with a timeline", "no picture", "nothing judged"],
)
def test_nobody_stumbles_over_the_page(page: str) -> None:
    """Headings in order, names for every picture and part, heads for every table, no dead link, nothing outside."""
    assert barriers(page) == []


def test_what_papers_say_cannot_become_markup() -> None:
    assert "<有限公司>" not in FULL
    assert "&lt;有限公司&gt;" in FULL


def test_the_first_words_are_who_which_award_and_the_outcome() -> None:
    told = re.sub(r"<[^>]+>", "", FULL[FULL.index("<header>") :])

    assert told.index("申江") < told.index("上海市质量金奖") < told.index("建议不予受理") < told.index("须由")


def test_what_needs_a_person_stands_in_order_of_weight() -> None:
    """What no paper mends, what can be sent, what must be looked at and what was not read, then the office's own."""
    agenda = FULL[FULL.index('id="agenda-title"') : FULL.index('id="summary-title"')]
    order = ("不符合", "缺材料", "不一致", "信用报告.pdf", "须查询", "须判断")
    at = [agenda.index(f">{word}<") for word in order]

    assert at == sorted(at)
    assert "满年限" not in agenda


def test_conditions_keep_the_order_of_the_law() -> None:
    """The order of the findings is the order of the law; weight does not change it."""
    findings = FULL[FULL.index('id="findings-title"') :]
    at = [findings.index(f">{one.title}</h4>") for one in (WEIGHED, ABROAD, MET, DIFFERS, ASKED, REFUSED)]

    assert at == sorted(at)


def test_a_page_is_embedded_once_however_often_it_is_shown() -> None:
    """Two findings rest on the licence: one picture, two crops of it, and a whole page with two boxes."""
    assert FULL.count("QUJD") == 1
    assert FULL.count('href="#page-1"') >= 2
    assert FULL.count('href="#sheet-1"') >= 2


def test_evidence_met_again_is_a_number_and_not_a_second_picture() -> None:
    twice = titled("再用", finding(support=MET.support))
    page = dossier_page(dossier(MET, twice), EXHIBITS)

    assert page.count('<svg class="crop"') == 1
    assert page.count('<a href="#figure-1">见图 1</a>') == 1


def test_a_running_head_is_shown_three_times_and_told_for_the_rest() -> None:
    """A name at the head of twelve pages: three figures, and the other nine pages in one line."""
    first = MET.support[0].evidence[0]
    heads = tuple(
        first.model_copy(update={"place": OnPage(page=n, box=Box(left=0.1, top=0, right=0.5, bottom=0.02))})
        for n in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14)
    )
    fact = MET.support[0].model_copy(update={"evidence": heads})
    page = dossier_page(dossier(titled("页眉", finding(support=(fact,)))), Exhibits())

    assert page.count("<figcaption>") == 3
    assert "营业执照另有 9 处：第 4—7、9—12、14 页" in page


def test_pages_that_were_not_drawn_are_counted() -> None:
    assert "另有 7 页没有附图" in dossier_page(dossier(MET), EXHIBITS.model_copy(update={"left": 7}))
    assert "没有附图" not in FULL


def test_papers_that_differ_stand_side_by_side() -> None:
    clash = FULL[FULL.index('id="clashes-title"') : FULL.index('id="papers-title"')]

    assert clash.count('<div class="side">') == 2
    assert "2013年9月20日" in clash
    assert "2023年9月20日" in clash
    assert 'href="#clash-1"' in FULL


def test_what_was_not_read_is_said_on_the_first_screen_and_among_the_papers() -> None:
    assert FULL.count("文件有密码") == 2


def test_what_was_passed_over_is_counted() -> None:
    """Of two parts of a file one small picture was not read; nothing was lost."""
    one = dossier(MET)
    parts = (*one.sheet.dispositions, Disposition(file=LICENCE, part="第 1 页图片 2", read=False, how="小图片，未读"))
    page = dossier_page(
        one.model_copy(update={"sheet": one.sheet.model_copy(update={"dispositions": parts})}), Exhibits()
    )

    assert "2 处，其中 1 处未读" in page
    assert "收到 1 个文件，没有读不出的" in page
    assert "没有读不出的" not in FULL


def test_the_sentence_is_not_repeated_as_a_computation() -> None:
    told = MET.model_copy(
        update={"sentence": "已收到营业执照：甲.jpg。", "computation": ("营业执照：甲.jpg", "满 3 年")}
    )
    page = dossier_page(dossier(told), Exhibits())

    assert "<dd>营业执照：甲.jpg</dd>" not in page
    assert "<dd>满 3 年</dd>" in page


def test_the_summary_says_only_once_what_papers_cannot_tell() -> None:
    told = ABROAD.model_copy(update={"sentence": "不能仅凭材料断定。材料所载：处罚 0 条。"})
    page = dossier_page(dossier(told), Exhibits())

    assert page.count("不能仅凭材料断定。") == 2
    assert page.count("处罚 0 条") == 1


def test_the_reason_of_a_complete_package_is_said() -> None:
    assert "材料齐全" in dossier_page(dossier(MET), Exhibits())
    assert "没有判断任何条件" in dossier_page(dossier(problems=(LOST,)), Exhibits())


def test_the_timeline_is_a_drawing_and_a_table() -> None:
    drawn = TIMED[TIMED.index('id="timeline-title"') : TIMED.index('id="papers-title"')]

    assert "<desc" in drawn
    assert drawn.count("须不晚于 2023-06-30（甲）") == 2
    assert "成立日期 2020-03-01（营业执照）" in drawn


def test_the_earliest_day_of_a_condition_and_of_all_is_said() -> None:
    late = MET.model_copy(update={"earliest": Earliest(day=date(2026, 8, 1))})
    page = dossier_page(dossier(late), Exhibits())

    assert "最早可申报日：2026年8月1日起" in page
    assert "<dt>本项最早满足日</dt><dd>2026年8月1日起</dd>" in page
    assert "最早" not in FULL


def test_rules_readings_and_versions_are_named() -> None:
    for told in ("c" * 64, "b" * 64, "自登记之日起算（示例办公室）", "zishen 1"):
        assert told in FULL


def test_the_same_dossier_gives_the_same_page() -> None:
    one = dossier(MET, DIFFERS)

    assert dossier_page(one, EXHIBITS) == dossier_page(one, EXHIBITS)


def test_no_page_says_that_anyone_is_qualified() -> None:
    assert "合格" not in FULL
    assert "由审查人员决定" in FULL


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (('id="summary-title"', 'id="agenda-title"'), "two elements are called agenda-title"),
        (('href="#sheet-1"', 'href="#sheet-9"'), "<a> leads nowhere: #sheet-9"),
        (("<h4", "<h6"), "h3 is followed by h6"),
        (('scope="col"', ""), "a table head that does not say what it heads"),
        (('lang="zh-CN"', ""), "the language is not said"),
        (('role="img"', ""), "a drawing without words"),
        (("data:image/jpeg", "https://example.org/"), "<image> reaches outside: https://example.org/;base64,QUJD"),
        (("</figure>", ""), "</div> closes nothing"),
    ],
)
def test_the_walk_over_the_page_stumbles_where_a_person_would(broken: tuple[str, str], told: str) -> None:
    assert told in barriers(FULL.replace(*broken))

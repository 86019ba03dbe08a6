"""Which papers are written for one batch under one regulation."""

from letters.consultation import REPLY_FORM, consultation_letter
from letters.heatmap import heatmap
from letters.publicity import publicity_list
from letters.reply_form import reply_form
from letters.season import Season
from letters.summary import summary


def batch_papers(season: Season) -> dict[str, bytes]:
    """Write the papers of a batch by their names. A regulation without publicity has no list to publish."""
    papers = {
        "汇总表.xlsx": summary(season.entries, season.batch, season.on, season.hide),
        "条件热图.html": heatmap(season.entries, season.batch, season.hide),
        "征求意见函.docx": consultation_letter(season),
        REPLY_FORM: reply_form(season),
    }
    if publicity := season.procedure.publicity:
        papers["公示名单.docx"] = publicity_list(season, publicity)
    return papers

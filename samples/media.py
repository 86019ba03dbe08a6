"""In which medium each paper of a package arrives: typed, printed to a PDF, scanned or photographed."""

import random
from collections.abc import Mapping

from samples.plan import Medium, PaperPlan

_Shares = Mapping[Medium, int]
# Of a hundred. The forms and reports of real seasons come so; long reports of other houses are rarely scanned today.
_FORM: _Shares = {"word": 65, "pdf": 20, "scan": 15}
_REPORT: _Shares = {"word": 60, "pdf": 40}
_VOLUME: _Shares = {"pdf": 88, "scan": 12}
_LETTER: _Shares = {"pdf": 40, "scan": 40, "photo": 20}
_CARD: _Shares = {"scan": 75, "photo": 25}
_OF_KIND: Mapping[str, _Shares] = {
    "application_form": _FORM,
    "individual_form": _FORM,
    "self_assessment": _REPORT,
    "overview": _REPORT,
    "audit_report": _VOLUME,
    "credit_report": _VOLUME,
    "contents_list": {"pdf": 100},
}
_OLD_NAME = 0.3  # of the Word files bear the old suffix and are new inside


def medium(paper: PaperPlan, rng: random.Random, *, card: bool) -> Medium:
    """Say in which medium a paper comes, as the plan wants it or else by how often it is met."""
    shares = _CARD if card else _OF_KIND.get(paper.kind, _LETTER)
    drawn = rng.choices(list(shares), list(shares.values()))[0]
    if card:
        return "photo" if paper.medium == "photo" else "scan" if paper.medium else drawn
    return paper.medium or drawn


def suffix(content: bytes, rng: random.Random) -> str:
    """Name a file after what it is, but for some Word files that somebody saved under the old suffix."""
    if content.startswith(b"%PDF"):
        return "pdf"
    return "doc" if rng.random() < _OLD_NAME else "docx"

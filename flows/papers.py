"""The papers that are drawn for each application, by the name of their file.

The one list of what a run holds beside its dossier: whoever draws another paper adds it here, and the vault keeps it
and names it in the manifest. All are drawn from a masked dossier.
"""

from collections.abc import Mapping

from flows.exhibits import cut_out
from letters.case import Case
from letters.papers import FOR_APPLICANT, application_papers
from pipeline.exhibit import Exhibits
from pipeline.masking import View
from pipeline.model import Dossier
from pipeline.page import dossier_page
from pipeline.procedure import Procedure
from pipeline.settings import Office

PAGE = "dossier.html"


def draw(dossier: Dossier, exhibits: Exhibits, office: Office, procedure: Procedure) -> dict[str, bytes]:
    """Draw every paper of one application; the same dossier and settings give the same bytes."""
    letters = application_papers(Case(dossier, exhibits, office, procedure, cut_out))
    return {PAGE: dossier_page(dossier, exhibits).encode(), **letters}


def papers_for(papers: Mapping[str, bytes], view: View) -> dict[str, bytes]:
    """Give what `view` may have of the papers: an applicant gets its page and its notice, not the office's own."""
    theirs = {PAGE, *FOR_APPLICANT}
    return {name: paper for name, paper in papers.items() if view is not View.APPLICANT or name in theirs}

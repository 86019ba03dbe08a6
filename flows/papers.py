"""The papers that are drawn for each application, by the name of their file.

The one list of what a run holds beside its dossier: whoever draws another paper adds it here, and the vault keeps it
and names it in the manifest. All are drawn from a masked dossier.
"""

from pipeline.exhibit import Exhibits
from pipeline.model import Dossier
from pipeline.page import dossier_page

PAGE = "dossier.html"

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def draw(dossier: Dossier, exhibits: Exhibits) -> dict[str, bytes]:
    """Draw every paper of one application; the same dossier gives the same bytes."""
    return {PAGE: dossier_page(dossier, exhibits).encode()}

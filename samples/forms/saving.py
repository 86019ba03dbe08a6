"""What has been laid down becomes a file: a Word file, or the PDF that its print is."""

from samples.forms.press import Press
from samples.forms.scribe import Scribe
from samples.forms.scroll import Scroll


def saved(scroll: Scroll, *, printed: bool = False) -> bytes:
    """Give the file; the ledger learns where each fact stands in it."""
    if printed:
        return Press(scroll).printed()
    scroll.ledger.page(None)
    return Scribe(scroll).written()

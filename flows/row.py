"""One line of the table of a batch."""

from pydantic import Field

from pipeline.model import Finding, Noun, Outcome


class Row(Noun):
    """One line of the batch table.

    `run` is the key under which the store keeps it. `among` is what the other packages of the batch show; no dossier
    repeats it. `trace` is only held until every package is there to be held against the others: it carries numbers of
    people, and as bytes it takes a tenth of the room. `before` says that an earlier run of the program finished it;
    `passing`, that the error lies not in the package (the store, a process killed from outside), so that every later
    run tries again.
    """

    package: str
    applicant: str = ""
    outcome: Outcome | None = None
    reasons: tuple[str, ...] = ()
    dossier: str = ""
    run: str = ""
    error: str = ""
    pages: int = 0
    before: bool = False
    passing: bool = False
    among: tuple[Finding, ...] = ()
    trace: bytes = Field(default=b"", exclude=True, repr=False)

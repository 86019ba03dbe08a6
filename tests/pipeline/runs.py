"""Small runs to keep: a hand-made dossier with one original and one paper."""

import hashlib
from datetime import date
from pathlib import Path

from pipeline.manifest import Case
from pipeline.model import Fact, Finding, Media, SourceFile, Submission, Verdict
from pipeline.settings import Office
from pipeline.vault import Run, Vault
from tests.pipeline.paper import finding
from tests.pipeline.sealing import sealed

BATCH = "dossiers/shanghai-2022/2026"
LICENCE = "营业执照".encode()


def run(
    folder: Path, package: str = "甲", *findings: Finding, facts: tuple[Fact, ...] = (), paper: bytes = b"<p>"
) -> Run:
    """A run of one package whose only file is a licence shared by all packages."""
    path = folder / "licence"
    path.write_bytes(LICENCE)
    sha256 = hashlib.sha256(LICENCE).hexdigest()
    source = SourceFile(sha256=sha256, names=("营业执照.jpg",), size=len(LICENCE), media=Media.JPEG)
    case = Case(
        submission=Submission(name=package, sha256="b" * 64, files=(source,)),
        office=Office(name="示例办公室"),
        on=date(2026, 6, 30),
        rules="shanghai-2022",
        award="gold-organisation",
        ocr_engine="openvino",
    )
    dossier = sealed(*(findings or (finding(Verdict.MET),)), facts=facts, package=package)
    return Run(dossier=dossier, case=case, originals={sha256: path}, papers={"dossier.html": paper})


def keep_some(vault: Vault, folder: Path, packages: tuple[str, ...]) -> list[int]:
    """Keep runs of packages, as a worker in a process of its own does, and tell the numbers they took."""
    folder.mkdir()
    return [vault.keep(run(folder, package), BATCH).number for package in packages]

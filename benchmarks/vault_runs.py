"""Invented runs of the usual size for `benchmarks/vault.py`: no paper of anyone, only bytes that do not compress."""

import hashlib
import random
from datetime import date
from pathlib import Path

from pipeline.dossier import seal
from pipeline.manifest import Case
from pipeline.model import (
    Basis,
    Citation,
    FactSheet,
    Finding,
    Media,
    Remedy,
    RulesUsed,
    SourceFile,
    Submission,
    Verdict,
)
from pipeline.settings import Office
from pipeline.vault import Run

# Bytes, taken from the two Shanghai packages of samples/ that are largest: 12 files of 60 kB, a page of 2 MB with its
# pictures inside, two Word papers, and 12 pictures of pages.
FILES = (60_000,) * 12
PAPERS = {"dossier.html": 2_000_000, "资格审查表.docx": 45_000, "补正告知书.docx": 60_000}
PICTURES = (80_000,) * 12
_LIST = 200_000
_FINDINGS = 42


def made(number: int, folder: Path, scale: float) -> Run:
    """Invent one run, all its bytes but the list and the dossier scaled. The same number gives the same bytes."""
    chance = random.Random(number)  # noqa: S311 - bytes to be written, not to be kept secret
    originals = dict(
        _file(folder / f"{number}-{count}", chance.randbytes(round(size * scale))) for count, size in enumerate(FILES)
    )
    originals |= dict([_file(folder / "list", random.Random(0).randbytes(_LIST))])  # noqa: S311 - the same
    package = f"{number:04d}-某某样品有限公司"
    sources = tuple(
        SourceFile(sha256=sha256, names=(f"附件{path.name}.pdf",), size=path.stat().st_size, media=Media.PDF)
        for sha256, path in originals.items()
    )
    sha256 = hashlib.sha256(package.encode()).hexdigest()
    case = Case(
        submission=Submission(name=package, sha256=sha256, files=sources),
        office=Office(name="示例办公室"),
        on=date(2026, 6, 30),
        rules="shanghai-2022",
        award="gold-organisation",
        ocr_engine="openvino",
    )
    dossier = seal(
        sheet=FactSheet(package=package, files=sources),
        package_sha256=sha256,
        rules=_RULES,
        office=case.office,
        on=case.on,
        findings=tuple(_finding(one) for one in range(_FINDINGS)),
        readings=(),
        versions=(),
    )
    return Run(
        dossier=dossier,
        case=case,
        originals=originals,
        papers={name: chance.randbytes(round(size * scale)) for name, size in PAPERS.items()},
        pictures={f"{sha256}/{page}": chance.randbytes(round(size * scale)) for page, size in enumerate(PICTURES, 1)},
    )


_RULES = RulesUsed(
    id="shanghai-2022",
    title="上海市政府质量奖管理办法",
    number="沪府办规〔2022〕9号",
    status="有效",
    sha256="c" * 64,
    award="gold-organisation",
    award_title="上海市质量金奖",
)


def _file(path: Path, data: bytes) -> tuple[str, Path]:
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest(), path


def _finding(number: int) -> Finding:
    cite = Citation(regulation=_RULES.title, basis=Basis.REGULATION, article="第十六条", quote="生产经营3年以上")
    return Finding(
        rule=f"16.{number}",
        title="生产经营满三年",
        verdict=Verdict.MET,
        remedy=Remedy.REFUSE,
        cite=cite,
        sentence="成立日期为2020年3月1日，至审查基准日已满6年。" * 3,
    )

"""How people hand papers in: what they call the files, in which folders they lie, and what they zip them with."""

import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from samples.plan import PaperPlan

_STAMP = (2026, 6, 15, 9, 30, 0)  # one time for all, so that the same package is the same bytes
_FAMILIES = {
    "audit_report": "审计报告",
    "honour_certificate": "荣誉证书",
    "land_list": "亩均效益",
    "employment_proof": "工作证明",
    "management_certificate": "体系证书",
}
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_LAST = ("（最终版）", "（定稿）", "-终稿", "（盖章）", "2")
_STYLES = ("attached", "numbered", "plain", "foldered", "scanner", "mixed")


class Handing(NamedTuple):
    """One applicant's habits."""

    style: str
    zipped: bool
    gbk: bool
    wrapped: bool
    day: date


def habits(rng: random.Random, on: date) -> Handing:
    return Handing(
        style=rng.choices(_STYLES, (28, 20, 22, 14, 6, 10))[0],
        zipped=rng.random() < 0.3,
        gbk=rng.random() < 0.6,
        wrapped=rng.random() < 0.5,
        day=on - timedelta(days=rng.randrange(6, 30)),
    )


def file_names(papers: Sequence[tuple[PaperPlan, str]], handing: Handing, rng: random.Random) -> list[str]:
    """Give each paper (with the suffix of its file) a name as such an applicant would; no name comes twice."""
    taken: set[str] = set()
    return [
        _free(_named(number, paper, suffix, handing, rng), taken) for number, (paper, suffix) in enumerate(papers, 1)
    ]


def _named(number: int, paper: PaperPlan, suffix: str, handing: Handing, rng: random.Random) -> str:
    if paper.file_name:
        return paper.file_name if "." in paper.file_name else f"{paper.file_name}.{suffix}"
    style = rng.choice(_STYLES[:3]) if handing.style == "mixed" else handing.style
    title = paper.title + (rng.choice(_LAST) if rng.random() < 0.08 else "")
    anonymous = style == "scanner" or (suffix in {"jpg", "pdf"} and rng.random() < 0.06)
    if anonymous and suffix == "jpg":
        return f"IMG_{handing.day:%Y%m%d}_{rng.randrange(8, 19):02}{rng.randrange(60):02}{rng.randrange(60):02}.jpg"
    if anonymous and suffix == "pdf":
        return f"扫描件{number:04}.pdf"
    family, chapter = _FAMILIES.get(paper.kind), _NUMBERS[min(number, len(_NUMBERS)) - 1]
    heads = {
        "attached": f"附件{number}：",
        "numbered": f"{number:02}",
        "foldered": f"{family}/" if family else f"{chapter}、",
    }
    return f"{heads.get(style, '')}{title}.{suffix}"


def _free(name: str, taken: set[str]) -> str:
    path, found, again = Path(name), name, 1
    while found in taken:
        again += 1
        found = str(path.with_name(f"{path.stem}({again}){path.suffix}"))
    taken.add(found)
    return found


class _GbkInfo(zipfile.ZipInfo):
    """An entry whose name is written as a Chinese Windows writes it: GBK, and no flag that says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile calls it by this name
        return self.filename.encode("gbk", "replace"), self.flag_bits & ~0x800


def zipped(files: Mapping[str, bytes], *, gbk: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = (_GbkInfo if gbk else zipfile.ZipInfo)(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def damaged(content: bytes, damage: str) -> bytes:
    """What is left of a file that was cut short, is empty, or asks for a password nobody gave."""
    if damage == "empty":
        return b""
    if damage == "encrypted" and b"trailer\n<<" in content:
        locked = "/Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}>".format("5a" * 32)
        head, tail = content.rsplit(b"trailer\n<<", 1)
        return head + b"trailer\n<<\n/Encrypt <<" + locked.encode() + b">>" + tail
    return content[: len(content) // 2]

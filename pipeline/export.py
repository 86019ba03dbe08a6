"""Takes dossiers out of a vault with all that is needed to verify them without it.

What lies in the folder is told in `check_export.py`, which goes along: a stand-alone verifier that needs Python alone.
"""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.keeping import disk_error
from pipeline.manifest import Content, Kept, Manifest, manifest_key
from pipeline.masking import View
from pipeline.model import Noun, Sha256, canonical, fingerprint
from pipeline.vault import DOSSIER, Vault

_NOTE = """\
这是从审查档案库导出的卷宗。

核对：在本文件夹中运行 python3 check_export.py，不需要安装任何程序，也不联网。
它重新计算每个文件的哈希值，指出缺少、改动、多出、换序或截断之处。

store/dossiers/…/dossier.html 用浏览器打开；store/originals/ 中的文件以哈希值命名，原名见 dossier.json。
卷宗只是建议，是否受理由评审办公室决定。
"""


class Export(Noun):
    """What was exported. `head` is the hash of the seal that goes along, empty where the batch was not sealed."""

    view: View
    batch: str
    runs: tuple[str, ...]
    left_out: tuple[str, ...]
    head: Sha256 | str = ""


class Chain(Noun):
    """The fingerprints of all runs of a batch, in order."""

    contents: tuple[Sha256, ...]


def export(vault: Vault, runs: list[str], view: View, mine: Callable[[str], bool], out: Path) -> Export:
    """Write runs of one batch into an empty folder. `mine` says which papers an applicant may have, by name."""
    batch = runs[0].rpartition("/")[0].rpartition("/")[0]
    if out.exists() and any(out.iterdir()):
        raise StoreError(str(out), "文件夹不是空的", "请给一个空的或尚不存在的文件夹。")
    links = list(vault.manifests(batch))
    taken = [one for one in links if one.content.run in runs]
    head = vault.head(batch)
    left_out = tuple(
        dict.fromkeys(
            one.key
            for manifest in taken
            for one in manifest.content.objects
            if not shown(one, manifest.content, view, mine)
        )
    )
    told = Export(
        view=view,
        batch=batch,
        runs=tuple(one.content.run for one in taken),
        left_out=left_out,
        head=fingerprint(head) if head else "",
    )
    chain = Chain(contents=tuple(fingerprint(one.content) for one in links))
    try:
        _write(vault, taken, told, out)
        (out / "chain.json").write_bytes(canonical(chain))
        if head:
            (out / "head.json").write_bytes(canonical(head))
        (out / "check_export.py").write_bytes(files("pipeline").joinpath("check_export.py").read_bytes())
        (out / "核对说明.txt").write_text(_NOTE, encoding="utf-8")
        (out / "export.json").write_bytes(canonical(told))
    except OSError as fault:
        raise disk_error(str(out), fault) from fault
    return told


def shown(one: Kept, content: Content, view: View, mine: Callable[[str], bool]) -> bool:
    """Tell whether a view has an object: the archive all, a reviewer what is not sealed, an applicant its notice."""
    if view is View.ARCHIVE:
        return True
    if view is View.REVIEWER:
        return not one.sealed
    name = one.key.removeprefix(f"{content.run}/")
    return name not in {one.key, DOSSIER} and mine(name)


def _write(vault: Vault, taken: list[Manifest], told: Export, out: Path) -> None:
    left_out = set(told.left_out)
    for manifest in taken:
        keys = (one.key for one in manifest.content.objects if one.key not in left_out)
        for key in (*keys, manifest_key(manifest.content.run)):
            if not (path := out / "store" / key).exists():
                vault.store.download(key, path)

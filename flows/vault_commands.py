"""What each command does that looks into a vault."""

import json
import os
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pydantic import ValidationError

from pipeline.errors import Exit, InputError, UnreadableFile
from pipeline.keeping import missing
from pipeline.masking import View
from pipeline.model import Dossier, canonical
from pipeline.settings import read_machine
from pipeline.store import open_store
from pipeline.trace import split_address
from pipeline.vault import Vault

if TYPE_CHECKING:
    from pipeline.retention import Due


def verify(arguments: Namespace, out: TextIO, _: TextIO) -> int:
    """Compute everything again; a fault is told by the exit code too."""
    from flows.vault_words import verified_words
    from pipeline.verify import verify as verify_store

    address, prefix = _split(arguments.store)
    told = verify_store(open_store(address, os.environ), prefix, arguments.head or None)
    if not told.runs and not told.faults:  # a mistyped address is no archive in good order
        raise missing(arguments.store, "卷宗")
    if arguments.json:
        out.write(canonical(told).decode())
    else:
        print("\n".join(verified_words(told)), file=out)
    return Exit.SOME_FAILED if told.faults else Exit.DONE


def replay(arguments: Namespace, out: TextIO, _: TextIO) -> int:
    """Judge a kept application again."""
    from flows.replay import replay as replay_run
    from flows.vault_words import replayed_words

    vault, run = _run(arguments.run)
    machine = read_machine(os.environ)
    told = replay_run(vault, run, machine.ocr_models, machine.ocr_threads)
    if arguments.json:
        differences = {"run": run, "identical": not told.differences, "differences": told.differences}
        out.write(json.dumps(differences, ensure_ascii=False, sort_keys=True) + "\n")
    else:
        print("\n".join(replayed_words(run, told)), file=out)
    return Exit.SOME_FAILED if told.differences else Exit.DONE


def diff(arguments: Namespace, out: TextIO, _: TextIO) -> int:
    """Compare two judgements; that they differ is a result and no failure."""
    from flows.vault_words import comparison_words
    from pipeline.compare import compare

    before, after = _dossier(arguments.before), _dossier(arguments.after) if arguments.after else None
    told = compare(before, after) if after else compare(_followed(arguments.before), before)
    if arguments.json:
        out.write(canonical(told).decode())
    else:
        print("\n".join(comparison_words(told)), file=out)
    return Exit.DONE


def export(arguments: Namespace, out: TextIO, _: TextIO) -> int:
    """Take a dossier, or a batch, out of the vault with its stand-alone verifier."""
    from letters.papers import FOR_APPLICANT
    from pipeline.export import export as export_runs

    address, prefix = _split(arguments.run)
    vault, view = Vault(open_store(address, os.environ)), View(arguments.view)
    if prefix.count("/") == 2:
        runs = [manifest.content.run for manifest in vault.manifests(prefix)]
        if not runs:
            raise missing(arguments.run, "卷宗")
    else:
        runs = [vault.find(prefix)]
    if view is View.APPLICANT and prefix.count("/") == 2:
        raise InputError("给申报人的导出只能是一份卷宗，不能是整个批次。请写出卷宗的地址。")
    told = export_runs(vault, runs, view, FOR_APPLICANT.__contains__, arguments.out)
    print(f"已导出 {len(told.runs)} 份卷宗到 {arguments.out}，其中 {len(told.left_out)} 件依范围未导出。", file=out)
    print(f"核对：python3 {arguments.out / 'check_export.py'}", file=out)
    return Exit.DONE


def retention(arguments: Namespace, out: TextIO, _: TextIO) -> int:
    """List what may be deleted when."""
    from flows.vault_words import retention_words
    from pipeline.bucket_access import retention_years
    from pipeline.retention import retention as due_in

    today = date.today()  # noqa: DTZ011 - a civil date where the office is
    due: list[Due] = due_in(open_store(arguments.store, os.environ), retention_years(os.environ), today)
    if arguments.json:
        out.write(json.dumps([one.model_dump(mode="json") for one in due], ensure_ascii=False, sort_keys=True) + "\n")
    else:
        print(*retention_words(due, today), sep="\n", file=out)
    return Exit.DONE


def link(arguments: Namespace, out: TextIO, _: TextIO) -> int:
    """Make a link to one paper that opens without credentials for some hours."""
    vault, run = _run(arguments.run)
    prefix = _split(arguments.run)[1]
    key = prefix if prefix.startswith(f"{run}/") else f"{run}/dossier.html"
    print(vault.store.link(key, arguments.hours), file=out)
    return Exit.DONE


COMMANDS = {"verify": verify, "replay": replay, "diff": diff, "export": export, "retention": retention, "link": link}


def _split(address: str) -> tuple[str, str]:
    """Tell the store from the part of it; a folder that has dossiers in it is a store, whatever it lies in."""
    if not address.startswith("s3://") and (Path(address) / "dossiers").is_dir():
        return address, ""
    return split_address(address)


def _run(address: str) -> tuple[Vault, str]:
    store, prefix = _split(address)
    vault = Vault(open_store(store, os.environ))
    return vault, vault.find(prefix)


def _followed(address: str) -> Dossier:
    """Read the dossier that a run took the place of."""
    vault, run = _run(address)
    follows = vault.manifest(run).content.follows
    if not follows:
        raise InputError(f"这是该材料的第一份卷宗，没有可比较的前一份：{address}。请写出两份卷宗的地址。")
    return vault.dossier(follows)


def _dossier(address: str) -> Dossier:
    """Read a dossier from a file, or from the run of a vault."""
    path = Path(address)
    if not address.startswith("s3://") and path.is_file():
        try:
            return Dossier.model_validate_json(path.read_bytes())
        except ValidationError as fault:
            raise UnreadableFile(address, "不是本版本的 dossier.json", "请给出卷宗的地址或 dossier.json。") from fault
    vault, run = _run(address)
    return vault.dossier(run)

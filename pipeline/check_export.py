#!/usr/bin/env python3
"""核对一份导出的卷宗：在导出的文件夹中运行 python3 check_export.py。

Verifies an exported dossier with nothing but Python 3.8 or newer: no installation, no network, no part of Zishen.
It computes every hash again and names what is missing, changed, added, reordered or cut off. Exit code 0: untouched.

    export.json     which view was exported, and which objects that view leaves out
    chain.json      the fingerprints of all runs of the batch in order, without a name in them
    head.json       the seal on the batch (absent when the batch was not sealed)
    store/…         the objects under the keys that the manifests name, manifest.json among them
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

CHUNK = 1024 * 1024
NOTHING_BEFORE = "0" * 64
OWN = {"export.json", "chain.json", "head.json", "check_export.py", "核对说明.txt"}


def canonical(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> tuple[str, int]:
    told, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(CHUNK), b""):
            told.update(piece)
            size += len(piece)
    return told.hexdigest(), size


def seals(contents: list[str]) -> list[str]:
    """Make the seal of each manifest: of its number, the seal before it and the fingerprint of its content."""
    before, made = NOTHING_BEFORE, [NOTHING_BEFORE]
    for number, content in enumerate(contents, 1):
        before = sha256(f"zishen.seal/1 {number} {before} {content}\n".encode())
        made.append(before)
    return made


def load(path: Path, name: str, faults: list[tuple[str, str]]) -> Any:
    try:
        raw = path.read_bytes()
        value = json.loads(raw.decode("utf-8"))
    except OSError:
        faults.append(("缺少", name))
        return None
    except ValueError:
        faults.append(("改动", f"{name}：读不出来"))
        return None
    if canonical(value) != raw:
        faults.append(("改动", f"{name}：字节被改动过"))
    return value


def check_head(head: Any, made: list[str], faults: list[tuple[str, str]]) -> None:
    """Hold the chain to the head: as long as it counted, and ending in the seal that it keeps."""
    if head["count"] >= len(made):
        faults.append(("截断", f"chain.json：封存时有 {head['count']} 份，这里只有 {len(made) - 1} 份"))
    elif made[head["count"]] != head["last"]:
        faults.append(("改动或换序", "chain.json：与 head.json 的封存不符"))


def check_place(manifest: Any, contents: list[str], made: list[str], name: str, faults: list[tuple[str, str]]) -> None:
    """Hold a manifest to the chain: it must be the one that stands at its number."""
    number, own = manifest["number"], sha256(canonical(manifest["content"]))
    if number > len(contents):
        faults.append(("截断", f"chain.json：没有第 {number} 份（{name}）"))
    elif contents[number - 1] != own:
        faults.append(("换序" if own in contents else "改动", f"{name}：与清单链第 {number} 份不符"))
    elif manifest["previous"] != made[number - 1]:
        faults.append(("改动", f"{name}：与前一份清单对不上"))


def check_objects(manifest: Any, store: Path, left_out: set[str], faults: list[tuple[str, str]]) -> set[str]:
    """Compute every object again that was exported, and give the names of all."""
    named = set()
    for one in manifest["content"]["objects"]:
        named.add(one["key"])
        path = store / one["key"]
        if one["key"] in left_out:
            continue
        if not path.is_file():
            faults.append(("缺少", one["key"]))
        elif digest(path) != (one["sha256"], one["size"]):
            faults.append(("改动", one["key"]))
    return named


def check(folder: Path, faults: list[tuple[str, str]]) -> list[str]:
    """Find all faults of an export, and give what its view leaves out."""
    named: set[str] = set()
    export = load(folder / "export.json", "export.json", faults)
    chain = load(folder / "chain.json", "chain.json", faults)
    if export is None or chain is None:
        return []
    made, left_out = seals(chain["contents"]), set(export["left_out"])
    if export["head"] and (head := load(folder / "head.json", "head.json", faults)) is not None:
        if sha256(canonical(head)) != export["head"]:
            faults.append(("改动", "head.json：不是导出时的封存"))
        else:
            check_head(head, made, faults)
    for run in export["runs"]:
        name = f"{run}/manifest.json"
        named.add(name)
        manifest = load(folder / "store" / name, name, faults)
        if manifest is not None:
            if manifest["content"]["run"] != run:
                faults.append(("换序", f"{name}：是另一份卷宗的清单"))
            check_place(manifest, chain["contents"], made, name, faults)
            named |= check_objects(manifest, folder / "store", left_out, faults)
    expected = OWN | {f"store/{key}" for key in named - left_out}
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    faults += [("多出", key) for key in there if key not in expected]
    return sorted(left_out)


def main() -> int:
    """Check the folder that was named, or the one this file lies in, and tell what was found."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    faults: list[tuple[str, str]] = []
    left_out: list[str] = []
    try:
        left_out = check(folder, faults)
    except (KeyError, TypeError, AttributeError) as fault:
        faults.append(("改动", f"export.json、chain.json、head.json 或清单的结构不对（{fault}）"))
    for what, where in faults:
        print(f"{what}：{where}")
    if faults:
        print(f"共 {len(faults)} 处不符。")
        return 1
    if left_out:
        print(f"依导出的范围，以下 {len(left_out)} 件只在档案库中，未导出：")
        print("\n".join(f"  {key}" for key in left_out))
    head = folder / "head.json"
    if head.is_file():
        print(f"全部相符。封存码 {sha256(head.read_bytes())}，请与会议纪要等处另行记下的核对。")
    else:
        print("全部相符；所在批次导出时尚未封存。")
    return 0


if __name__ == "__main__":
    sys.exit(main())

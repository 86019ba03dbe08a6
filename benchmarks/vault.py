"""How fast dossiers go into a real S3 server under object lock, and whether memory stays flat.

    python -m benchmarks.vault [--runs 1000] [--workers 2] [--scale 1] [--out benchmarks/results/vault-DATE.json]

Writes runs of one batch from several processes at once, as a season would: originals of their own and one shared list,
the complete dossier, papers and pictures of the usual sizes. Then verifies the whole batch. Every figure is told with
its n. The server is SeaweedFS on the same machine and the same cores, so the figures say what this program needs, not
what an office's store can bear.
"""

import argparse
import json
import multiprocessing
import os
import platform
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.vault_runs import FILES, PAPERS, PICTURES, made
from pipeline.model import fingerprint
from pipeline.store import open_store
from pipeline.vault import Vault
from pipeline.verify import verify
from tests.weed import BUCKET, server

BATCH = "dossiers/shanghai-2022/benchmark"
_EVERY = 50


def _resident() -> int:
    """Kibibytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024


def keep_share(worker: int, workers: int, runs: int, scale: float, address: str, told: Any) -> None:
    """Keep every so manieth run, and tell how long each took and how much memory is held."""
    vault = Vault(open_store(address, os.environ))
    seconds, memory = [], []
    with tempfile.TemporaryDirectory(prefix="zishen-bench-") as scratch:
        for number in range(worker, runs, workers):
            run = made(number, Path(scratch), scale)
            began = time.perf_counter()
            vault.keep(run, BATCH)
            seconds.append(time.perf_counter() - began)
            if len(seconds) % _EVERY == 1:
                memory.append(_resident())
            for path in run.originals.values():
                if not path.name.startswith("list"):
                    path.unlink()
    told.put((worker, seconds, memory))


def measure(runs: int, workers: int, scale: float) -> dict[str, Any]:
    """Keep, seal and verify; all in processes that open the store for themselves."""
    with server(volume_megabytes=1024) as env:
        os.environ.update(env)
        address = f"s3://{BUCKET}/benchmark"
        spawn = multiprocessing.get_context("spawn")
        told = spawn.Queue()
        began = time.perf_counter()
        shares = [
            spawn.Process(target=keep_share, args=(worker, workers, runs, scale, address, told))
            for worker in range(workers)
        ]
        for share in shares:
            share.start()
        heard = sorted(told.get() for _ in shares)
        for share in shares:
            share.join()
        kept_in = time.perf_counter() - began
        vault = Vault(open_store(address, os.environ))
        began = time.perf_counter()
        head = vault.seal(BATCH, {}, date(2026, 7, 1))
        sealed_in = time.perf_counter() - began
        began = time.perf_counter()
        whole = verify(vault.store, anchor=fingerprint(head) if head else None)
        verified_in = time.perf_counter() - began
    seconds = sorted(one for _, each, _ in heard for one in each)
    return {
        "runs": runs,
        "workers": workers,
        "objects": whole.objects,
        "megabytes": round(whole.bytes / 1e6, 1),
        "kept_in_seconds": round(kept_in, 1),
        "runs_a_second": round(runs / kept_in, 2),
        "seconds_a_run": {
            "n": len(seconds),
            "median": round(seconds[len(seconds) // 2], 3),
            "p95": round(seconds[int(len(seconds) * 0.95)], 3),
            "most": round(seconds[-1], 3),
        },
        "memory_mebibytes": {
            f"worker {worker}": {
                "n": len(memory),
                "every": _EVERY,
                "seen": [round(one / 1024, 1) for one in memory],
            }
            for worker, _, memory in heard
        },
        "sealed_in_seconds": round(sealed_in, 1),
        "verified_in_seconds": round(verified_in, 1),
        "links": head.count if head else 0,
        "faults": [one.model_dump(mode="json") for one in whole.faults],
        "scale": scale,
        "a_run_is": {"originals": FILES, "papers": PAPERS, "pictures": PICTURES},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scale", type=float, default=1.0, help="of the usual size of a run, about 3.8 MB")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    began = os.getloadavg()
    result = {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load_before": round(began[0], 1),
        **measure(arguments.runs, arguments.workers, arguments.scale),
        "load_after": round(os.getloadavg()[0], 1),
    }
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    print(text, end="")
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    return 1 if result["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())

"""Kills at random moments, each run ending where an undisturbed one does: `python -m benchmarks.faults --kills 100`.

A batch of small packages of text is run again and again, each round into an empty store. In every round processes are
killed with SIGKILL, up to four at random moments: the run itself (and then it is started again until it ends), a
worker, Prefect's server, or the process that closes the batch, while it is there. After each round the store must
hold, byte for byte, what people read of an undisturbed run, every package once, and a chain without a fault; and no
process may be left. The seed of a round says whom it kills, and when.

With `--so-far FILE` each round is written down when it is over, and a later start with the same file goes on behind the
last. Rounds of other code, or of another batch, do not count.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.small_packages import RULES, packages
from flows.finished import code
from pipeline.folder import FolderStore
from pipeline.verify import verify

ROOT = Path(__file__).parent.parent
ZISHEN = Path(sys.executable).parent / "zishen"
_VICTIMS = ("run", "flows.worker", "flows.serving", "flows.apart")
_PATIENCE = 900


class Round(NamedTuple):
    """One round: its seed, whom it killed after how many seconds, how often the run was started, and what was wrong."""

    seed: int
    killed: tuple[tuple[str, float], ...]
    starts: int
    fault: str


def start(batch: Path, store: Path, home: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [str(ZISHEN), "run", str(batch), "--store", str(store), "--workers", str(workers), "--json", *RULES]
    environment = {**os.environ, "ZISHEN_HOME": str(home)}
    with (home / "out").open("wb") as out:
        return subprocess.Popen(command, env=environment, stdout=out, stderr=out)


def processes(home: Path, module: str = "") -> Iterator[int]:
    """Every process that works for a home, as its environment says."""
    mark = f"ZISHEN_HOME={home}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            ours = mark in (entry / "environ").read_bytes().split(b"\0")
            if ours and module.encode() in (entry / "cmdline").read_bytes():
                yield int(entry.name)
        except OSError:  # it ended while we looked
            continue


def told(store: Path) -> dict[str, bytes]:
    """Everything people read of each run; the chain and its seals tell the order, which no two runs share."""
    kept = FolderStore(store)
    keys = [key for key in kept.list("dossiers/") if "/_" not in key and not key.endswith("/manifest.json")]
    return {key: kept.get(key) for key in keys}


def play(seed: int, batch: Path, home: Path, longest: float, workers: int, wanted: dict[str, bytes]) -> Round:
    """Kill up to four times, start again as often as it takes, and look at what is there."""
    chance = random.Random(seed)  # noqa: S311 - a seed that can be named is the point
    plan = [(chance.choice(_VICTIMS), chance.uniform(0, longest / 2)) for _ in range(chance.randint(1, 4))]
    killed = []
    with tempfile.TemporaryDirectory(prefix="zishen-faults-") as scratch:
        store = Path(scratch) / "store"
        running, starts = start(batch, store, home, workers), 1
        for victim, after in plan:
            time.sleep(after)
            if running.poll() is not None:
                break
            for pid in [running.pid] if victim == "run" else list(processes(home, victim))[:1]:
                os.kill(pid, signal.SIGKILL)
                killed.append((victim, round(after, 2)))
            if victim == "run":
                running.wait()
                running, starts = start(batch, store, home, workers), starts + 1
        ended = running.wait(_PATIENCE)
        while ended and starts < 2 * len(plan) + 2:
            running, starts = start(batch, store, home, workers), starts + 1
            ended = running.wait(_PATIENCE)
        fault = f"exit code {ended}: {(home / 'out').read_text(encoding='utf-8')[-500:]}" if ended else ""
        return Round(seed, tuple(killed), starts, fault or _fault(store, home, wanted))


def _fault(store: Path, home: Path, wanted: dict[str, bytes]) -> str:
    got = told(store)
    if got != wanted:
        differ = sorted(key for key in {*got, *wanted} if got.get(key) != wanted.get(key))
        return f"{len(differ)} objects differ, such as {differ[0]}"
    if faults := verify(FolderStore(store)).faults:
        return f"the chain: {faults[0]}"
    until = time.monotonic() + 10
    while list(processes(home)) and time.monotonic() < until:
        time.sleep(0.1)
    return "a process is left" if list(processes(home)) else ""


def recall(path: Path, batch_is: str) -> Iterator[Round]:
    """Read the rounds that were played with the same code and the same batch."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        known = json.loads(line)
        if known.pop("batch") == batch_is:
            yield Round(**{**known, "killed": tuple((victim, after) for victim, after in known["killed"])})


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--packages", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1, help="of the first round; each round has the next")
    parser.add_argument("--so-far", type=Path, help="where rounds are written down, to go on behind the last of them")
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/faults-<date>.json")
    arguments = parser.parse_args(argv)
    batch_is = f"{code()} {arguments.packages} {arguments.workers}"
    rounds = list(recall(arguments.so_far, batch_is)) if arguments.so_far else []
    with tempfile.TemporaryDirectory(prefix="zishen-faults-") as scratch:
        batch, home = Path(scratch) / "batch", Path(scratch) / "home"
        home.mkdir()
        packages(batch, arguments.packages)
        for name in ("first", "undisturbed"):  # the first run of a home makes Prefect's database
            began = time.monotonic()
            if start(batch, Path(scratch) / name, home, arguments.workers).wait(_PATIENCE):
                print((home / "out").read_text(encoding="utf-8"), file=sys.stderr)
                return 2
            longest = time.monotonic() - began
        wanted = told(Path(scratch) / "undisturbed")
        print(f"undisturbed: {longest:.1f} s, {len(wanted)} objects of {arguments.packages} packages")
        seed = max([arguments.seed, *(one.seed + 1 for one in rounds)])
        while sum(len(one.killed) for one in rounds) < arguments.kills:
            one = play(seed, batch, home, longest, arguments.workers, wanted)
            rounds.append(one)
            if arguments.so_far:
                with arguments.so_far.open("a", encoding="utf-8") as so_far:
                    so_far.write(json.dumps({"batch": batch_is, **one._asdict()}, ensure_ascii=False) + "\n")
            whom = ", ".join(f"{victim} +{after} s" for victim, after in one.killed)
            print(f"seed {one.seed:4d}: {one.starts} starts, {one.fault or 'the same'}; killed {whom}", flush=True)
            seed += 1
    return _conclude(rounds, arguments, longest)


def _conclude(rounds: list[Round], arguments: argparse.Namespace, longest: float) -> int:
    bad = [one for one in rounds if one.fault]
    whom = Counter(victim for one in rounds for victim, _ in one.killed)
    each = ", ".join(f"{name} {count}" for name, count in sorted(whom.items()))
    print(f"{whom.total()} kills ({each}) in {len(rounds)} rounds, {len(bad)} faults")
    if arguments.save:
        today = date.today().isoformat()  # noqa: DTZ011 - the day the figures were taken, where they were taken
        result = {
            "date": today,
            "cores": os.cpu_count(),
            "packages": arguments.packages,
            "undisturbed_seconds": round(longest, 1),
            "kills": dict(whom),
            "faults": len(bad),
            "rounds": [one._asdict() for one in rounds],
        }
        path = ROOT / "benchmarks" / "results" / f"faults-{today}.json"
        path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

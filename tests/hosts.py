"""Hosts for the tests: network namespaces of this machine on a bridge of their own, each with an address of its own.

Where the kernel or a missing right forbids that, they are plain processes that share our loopback; `apart` says which,
and a warning stands at the end of what the tests say.
"""

import os
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

NETWORK = "198.18.0.0/15"  # set aside for tests of networks (RFC 2544); nothing on the way out knows it
_LOOPBACK = "127.0.0.1"
_OURS = "zishen"


class Host(NamedTuple):
    """One host. `words` before a command run it there."""

    address: str
    words: tuple[str, ...] = ()


HERE = Host(_LOOPBACK)


class Network(NamedTuple):
    """Some hosts, and the address under which they reach us."""

    us: str
    hosts: tuple[Host, ...]
    apart: bool


class NotApart(UserWarning):
    """Not every promise about hosts was tried."""


@contextmanager
def network(count: int) -> Iterator[Network]:
    """Lay a network of so many hosts for as long as the block lasts."""
    with ExitStack() as held:
        try:
            _sweep()
            laid = _laid(count, held)
        except (OSError, subprocess.CalledProcessError) as fault:
            held.close()
            _warn(fault)
            laid = Network(_LOOPBACK, (HERE,) * count, apart=False)
        yield laid


def _warn(fault: OSError | subprocess.CalledProcessError) -> None:
    why = fault.stderr.decode(errors="replace").strip() if isinstance(fault, subprocess.CalledProcessError) else fault
    with warnings.catch_warnings():
        warnings.simplefilter("always", NotApart)  # elsewhere a warning is an error: here it is to be read
        warnings.warn(f"no network namespaces ({why}): the hosts are processes on one loopback", NotApart, stacklevel=3)


def namespace(pid: int | str = "self") -> str:
    """Name the network that a process is in."""
    return str(Path(f"/proc/{pid}/ns/net").readlink())


def _laid(count: int, held: ExitStack) -> Network:
    pid = os.getpid()
    subnet, bridge = f"198.{18 + pid // 256 % 2}.{pid % 256}", f"zb{pid}"
    _ip("link", "add", bridge, "type", "bridge")
    held.callback(_ip, "link", "del", bridge)
    _ip("address", "add", f"{subnet}.1/24", "dev", bridge)
    _ip("link", "set", bridge, "up")
    hosts = []
    for number in range(2, count + 2):
        name, cable = f"{_OURS}-{pid}-{number}", f"zv{number}-{pid}"
        _ip("netns", "add", name)
        held.callback(_ip, "netns", "del", name)  # and the cable with it
        _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("link", "set", cable, "master", bridge, "up")
        _ip("-n", name, "address", "add", f"{subnet}.{number}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            _ip("-n", name, "link", "set", device, "up")
        hosts.append(Host(f"{subnet}.{number}", ("ip", "netns", "exec", name)))
    return Network(f"{subnet}.1", tuple(hosts), apart=True)


def _sweep() -> None:
    """Take away what a killed run of the tests left."""
    left = [name.name for name in Path("/var/run/netns").glob(f"{_OURS}-*")]
    for pid in {name.split("-")[1] for name in left}:
        if not Path("/proc", pid).exists():
            for name in left:
                if name.startswith(f"{_OURS}-{pid}-"):
                    _ip("netns", "del", name)
            _ip("link", "del", f"zb{pid}")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)  # noqa: S607 - it lies elsewhere on each system

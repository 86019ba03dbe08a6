"""What is free again goes back to the system, although something that is kept lies behind it."""

from benchmarks.memory import now
from extractors.ink.freed import give_back


def test_memory_that_is_free_again_is_given_back() -> None:
    """160 MiB in blocks of four thousand bytes, of which only the last is kept."""
    blocks = [b"x" * 4000 + bytes([number % 250]) for number in range(42_000)]
    kept = blocks[-1]
    full = now()
    blocks.clear()
    give_back()
    assert full - now() > 120
    assert len(kept) == 4001

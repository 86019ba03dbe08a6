"""What every noun has in common: frozen, strict, and one JSON form to the byte."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def canonical(value: BaseModel) -> bytes:
    """The one JSON form of a value: sorted keys, no spaces, UTF-8, a final line feed."""
    return _dump(value.model_dump(mode="json"))


def fingerprint(value: BaseModel) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def _dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()

"""Registers written down by hand: rows by field, and what the office declares of the list."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.registers import ROWS, Register, Registers, Replies

_PLACES = ("name", "code", "resident_number", "former")


def registers_of(told: Mapping[str, Any]) -> Registers:
    """Build registers: each a table of what the office declares, and `rows` with what stands in the cells.

    Several bureaux in one row, joined by ；, are as many rows with the same answer.
    """
    return Registers(**{name: _register(name, one) for name, one in told.items()})


def _register(name: str, told: Mapping[str, Any]) -> Any:
    shape = ROWS[name]
    columns = {field: number for number, field in enumerate(_fields(name), 1)}
    rows = tuple(
        shape.model_validate(
            {**cells, "row": number, "columns": columns, "quotes": {field: str(one) for field, one in cells.items()}}
        )
        for number, cells in enumerate(_spread(told.get("rows", ())), 2)
    )
    declared = {key: value for key, value in told.items() if key != "rows"}
    body = {"source": {"file": f"{name}.csv", **declared}, "sha256": hashlib.sha256(name.encode()).hexdigest()}
    return Replies(**body, rows=rows) if name == "replies" else Register[shape](**body, rows=rows)  # type: ignore[valid-type]


def _spread(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for bureau in str(row.get("bureau", "")).split("；"):
            yield {**row, "bureau": bureau} if bureau else row


def _fields(name: str) -> list[str]:
    return [
        *_PLACES,
        *(field for field in ROWS[name].model_fields if field not in {*_PLACES, "row", "columns", "quotes"}),
    ]

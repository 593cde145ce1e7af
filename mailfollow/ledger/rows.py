"""Frozen values ↔ rows of the ledger: a column a field, moments as ISO 8601 in UTC."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

from mailfollow.core.model import Code, Reason

T = TypeVar("T")


def encode(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Reason(code, facts):
            return json.dumps([code, dict(facts)], ensure_ascii=False)
        case Enum():
            return value.value
        case tuple():
            return json.dumps(value, ensure_ascii=False)
    return value


def from_row(cls: type[T], row: Mapping[str, Any]) -> T:
    hints = _hints(cast("Any", cls))
    columns = row.keys()
    return cls(**{name: _decode(hints[name], row[name]) for name in hints if name in columns})


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _decode(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    kind = next((h for h in get_args(hint) if h is not type(None)), hint)
    if hint is not kind and getattr(hint, "__origin__", None) is tuple:
        return tuple(json.loads(value))
    if kind is Reason:
        code, facts = json.loads(value)
        return Reason.of(Code(code), **facts)
    if kind is bool:
        return bool(value)
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value

"""Values as JSON, with the digits that were typed."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from painlog.exchange.moments import moment_text

_quoted: Callable[[str], str] = json.encoder.encode_basestring


def text_of(value: Any) -> str:
    """Return a value as JSON; decimals keep the digits that were typed."""
    match value:
        case str():
            return _quoted(value)
        case None | True | False:
            return {None: "null", True: "true", False: "false"}[value]
        case Decimal():
            return f"{value:f}"
        case int() | float():
            return str(int(value)) if float(value).is_integer() else repr(value)
        case datetime():
            return f'"{moment_text(value)}"'
        case date():
            return f'"{value.isoformat()}"'
        case time():
            return f'"{value.isoformat("minutes" if not value.second else "seconds")}"'
        case UUID():
            return f'"{value}"'
        case dict():
            return "{" + ", ".join(f"{_quoted(key)}: {text_of(inner)}" for key, inner in value.items()) + "}"
        case _:
            return "[" + ", ".join(text_of(item) for item in value) + "]"

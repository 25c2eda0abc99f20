"""The table of settings for docs/settings.md, from the model itself."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from api.settings import Settings


def settings_table() -> str:
    """One line a setting: variable, key of the file, default, what it is."""
    lines = ["| 环境变量 variable | biaotu.toml | 默认 default | |", "|---|---|---|---|"]
    for variable, key, field in _fields(Settings, ("",)):
        words = "、".join(f"`{one}`" for one in get_args(field.annotation) if isinstance(one, str))
        described = (field.description or "").replace("|", "\\|")
        lines.append(f"| `{variable}` | `{key}` | {_default(field)} | {described}{f' ({words})' if words else ''} |")
    return "\n".join(lines) + "\n"


def _fields(model: type[BaseModel], path: tuple[str, ...]) -> list[tuple[str, str, FieldInfo]]:
    found = []
    for name, field in model.model_fields.items():
        own = (*path, name)
        kind = field.annotation
        if isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, BaseModel):
            found += _fields(kind, own)
        else:
            key = name if len(own) == 2 else f"[{own[1]}] {name}"
            found.append(("BIAOTU_" + "__".join(own[1:]).upper(), key, field))
    return found


def _default(field: FieldInfo) -> str:
    value: Any = field.get_default()
    if value is None or isinstance(value, SecretStr):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"

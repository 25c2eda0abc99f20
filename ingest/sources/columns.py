"""Column names → fields, by a table of aliases that a standards engineer can read and a mapping file can override."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from ingest.errors import BadMapping

IGNORED = "ignored"  # known, and of no use here


@cache
def aliases() -> dict[str, str]:
    """Normalised column name → field."""
    text = (files("ingest.sources.data") / "columns.csv").read_text("utf-8")
    return {normal(row["alias"]): row["field"] for row in csv.DictReader(text.splitlines())}


@cache
def fields() -> frozenset[str]:
    return frozenset(aliases().values())


def normal(name: str) -> str:
    """Width, case, spaces and the like of a column name do not count."""
    return re.sub(r"[\s_*:：]", "", unicodedata.normalize("NFKC", name)).lower()


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of one file are read: column name → field; those without a meaning apart."""

    mapped: dict[str, str]
    unmapped: tuple[str, ...]

    def __contains__(self, field: str) -> bool:
        return field in self.mapped.values()


def map_columns(names: Iterable[str], mapping: dict[str, str] | None = None) -> Columns:
    """Match column names; ``mapping`` (from a file) goes before the table of aliases.

    Of two columns with the same field the first counts, the other is reported as unmapped.
    """
    own = {normal(name): field for name, field in (mapping or {}).items()}
    mapped: dict[str, str] = {}
    unmapped: list[str] = []
    for name in names:
        field = own.get(normal(name)) or aliases().get(normal(name))
        if field is None or (field != IGNORED and field in mapped.values()):
            unmapped.append(name)
        else:
            mapped[name] = field
    return Columns({name: field for name, field in mapped.items() if field != IGNORED}, tuple(unmapped))


def load_mapping(path: Path) -> dict[str, str]:
    """A mapping file: TOML, ``[columns]`` with ``"列名" = "field"``.

    Raises :class:`BadMapping` naming the fields that exist.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMapping("{path}: cannot be read as a mapping file ({error})", path=path, error=error) from error
    columns = table.get("columns")
    if not isinstance(columns, dict) or not all(isinstance(field, str) for field in columns.values()):
        raise BadMapping('{path}: expected a table [columns] with lines like "标准编号" = "number"', path=path)
    from ingest.sources.tables import known_fields  # it knows the columns of the other kinds of tables

    unknown = sorted(set(columns.values()) - fields() - known_fields())
    if unknown:
        raise BadMapping(
            "{path}: unknown field {unknown}; known are {known}",
            path=path,
            unknown=", ".join(unknown),
            known=", ".join(sorted(fields())),
        )
    return columns


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform whose exports are recognised by their columns."""

    source: str
    title_zh: str
    title_en: str
    url: str
    required: frozenset[str]


@cache
def platforms() -> tuple[Platform, ...]:
    text = (files("ingest.sources.data") / "platforms.csv").read_text("utf-8")
    return tuple(
        Platform(row["source"], row["title_zh"], row["title_en"], row["url"],
                 frozenset(normal(name) for name in row["required_columns"].split("|")))
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip


def recognise(names: Iterable[str]) -> Platform | None:
    """The platform a file was exported from; the one with most of its columns present."""
    have = {normal(name) for name in names}
    fitting = [platform for platform in platforms() if platform.required <= have]
    return max(fitting, key=lambda platform: len(platform.required), default=None)

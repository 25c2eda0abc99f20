"""What a file is: by its content and columns, whatever it is called. One place decides which source reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.statements import Source
from ingest.errors import UnreadableFile
from ingest.records import Issue, Row
from ingest.sources import (
    classes,
    film_registry,
    i40kg,
    iso_open_data,
    organizations,
    patent_xml,
    patents,
    policy,
    relaton,
    ror,
)
from ingest.sources.files import TABLES
from ingest.sources.registry import RegistryFile
from ingest.sources.tables import Table, recognise_table

SUFFIXES = (*TABLES, ".yaml", ".yml", ".ttl")  # always rows; .xml, .txt and .md only where their content says so
_MAYBE = (".xml", *policy.SUFFIXES)
_HEAD = 16_384
_TITLES = {
    film_registry.SOURCE: ("中国电影标准登记", "CC BY 4.0", None),
    ror.SOURCE: ("Research Organization Registry", "CC0", "https://ror.org"),
    iso_open_data.SOURCE: ("ISO Open Data", "ODC-By 1.0", "https://www.iso.org/open-data.html"),
    i40kg.SOURCE: ("Industry 4.0 Standards Knowledge Graph", "CC BY 3.0", "https://github.com/i40-Tools/I40KG"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its rows. ``unmapped()``: columns that held something and have no meaning, when all were read."""

    source: Source
    rows: Iterable[Row | Issue]
    unmapped: Callable[[], tuple[str, ...]] = tuple


def holds_rows(path: Path) -> bool:
    """Whether a file is for this module, and not a text for the document reader."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return True
    if suffix not in _MAYBE or not path.is_file():
        return False
    if suffix != ".xml":
        return policy.is_policy(path)
    head = _head(path)
    return patent_xml.is_patent_xml(head) or relaton.is_relaton_xml(head)


def open_rows(path: Path, source: str | None = None, mapping: dict[str, str] | None = None) -> Opened:
    """Open a file; ``source`` names it otherwise than its publisher or file name.

    Raises :class:`UnreadableFile` for what cannot be read, or is of no known kind.
    """
    own = source or f"file:{path.stem}"
    match path.suffix.lower():
        case ".xml" if patent_xml.is_patent_xml(_head(path)):
            return Opened(Source(own, path.name), patent_xml.rows(path))
        case ".xml":
            return Opened(Source(source or relaton.SOURCE, "Relaton"), relaton.xml_rows(path))
        case ".yaml" | ".yml":
            return Opened(Source(source or relaton.SOURCE, "Relaton"), relaton.yaml_rows(path))
        case ".ttl":
            return Opened(_source(source, i40kg.SOURCE), i40kg.rows(path))
        case ".txt" | ".md":
            return Opened(Source(own, path.name), policy.rows(path))
    if path.is_file() and film_registry.is_film_registry(path):
        return Opened(_source(source, film_registry.SOURCE), film_registry.rows(path))
    if (refused := film_registry.other_list(path)) is not None:
        raise refused
    if path.is_file() and ror.is_ror(path):
        return Opened(_source(source, ror.SOURCE), ror.rows(path))
    if (table := recognise_table(path, mapping)) is not None:
        described = _source(source, iso_open_data.SOURCE) if table.kind == "iso_open_data" else Source(own, path.name)
        return Opened(described, _rows_of(table), lambda: tuple(table.unmapped))
    registry = RegistryFile.open(path, mapping)
    platform = registry.platform
    if source or platform is None:
        described = Source(own, path.name)
    else:
        described = Source(platform.source, platform.title_zh, url=platform.url)
    return Opened(described, registry.rows(), lambda: tuple(registry.unmapped))


def _rows_of(table: Table) -> Iterable[Row | Issue]:
    match table.kind:
        case "patent":
            return patents.rows(table)
        case "organization":
            return organizations.rows(table)
        case "committee":
            return organizations.committees(table)
        case "iso_open_data":
            return iso_open_data.rows(table)
    return classes.rows(table)


def _source(given: str | None, key: str) -> Source:
    title, licence, url = _TITLES[key]
    return Source(given or key, title, licence, url)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise UnreadableFile("{path}: cannot be opened ({error})", path=path, error=error) from error

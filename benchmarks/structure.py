"""What is read from each document of a folder: clauses, tables, references, limits, terms, bodies, warnings."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from graph.document import BlockKind, Document, ElementKind
from ingest.documents.options import ReadOptions
from ingest.documents.reader import SUFFIXES, read_document
from ingest.errors import UnreadableFile
from ingest.extract.everything import Extracted, extract

_FRONT = (ElementKind.COVER, ElementKind.FOREWORD, ElementKind.INTRODUCTION)


@dataclass(frozen=True, slots=True)
class Counts:
    """One line of the table. ``missing`` names elements that nearly every standard has and this one seems to lack."""

    document: str
    pages: int | None
    clauses: int
    tables: int
    normative: int
    other_references: int
    limits: int
    doubtful: int
    terms: int
    bodies: int
    repairs: int
    warnings: int
    missing: str


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.structure", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="documents, and folders of documents with those below")
    parser.add_argument("--no-ocr", action="store_true", help="leave out pages that are pictures")
    given = parser.parse_args()
    paths = sorted(path for folder in given.folders for path in _documents(folder))
    options = ReadOptions(ocr=not given.no_ocr)
    print("| " + " | ".join(field.name.replace("_", " ") for field in fields(Counts)) + " |")
    print("|" + "---|" * len(fields(Counts)))
    with ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        for line in pool.map(row, paths, [options] * len(paths)):
            print(line, flush=True)


def row(path: Path, options: ReadOptions) -> str:
    """The line of one document as Markdown; of one that cannot be read, the reason."""
    try:
        document = read_document(path.name, path.read_bytes(), options)
    except UnreadableFile as error:
        return f"| {path.stem} | {error} |"
    values = ("–" if value is None else str(value) for value in astuple(counts(path.stem, document, extract(document))))
    return "| " + " | ".join(values) + " |"


def counts(name: str, document: Document, found: Extracted) -> Counts:
    relations = Counter(one.relation.value for one in found.references)
    return Counts(
        document=name,
        pages=document.pages,
        clauses=sum(clause.number is not None for clause in document.walk()),
        tables=sum(block.kind is BlockKind.TABLE for block in document.blocks),
        normative=relations["normative"],
        other_references=len(found.references) - relations["normative"],
        limits=len(found.limits),
        doubtful=sum(bool(limit.doubts) for limit in found.limits),
        terms=len(found.terms),
        bodies=len(found.bodies.organizations) + len(found.bodies.proposers) + len(found.bodies.committees),
        repairs=sum(repair.count for repair in document.repairs),
        warnings=len(document.warnings),
        missing=", ".join(_missing(document, found)),
    )


def _missing(document: Document, found: Extracted) -> Iterator[str]:
    kinds = {clause.kind for clause in document.walk()}
    if document.cover.number is None:
        yield "number"
    if document.cover.title_zh is None:
        yield "title"
    if not kinds & {ElementKind.SCOPE, ElementKind.GENERAL}:
        yield "scope"
    if found.scope is None or not found.scope.text:
        yield "text of scope"
    if ElementKind.NORMATIVE_REFERENCES in kinds and not any(r.relation == "normative" for r in found.references):
        yield "entries of references"
    if ElementKind.TERMS in kinds and not found.terms:
        yield "entries of terms"
    if not found.limits:
        yield "limits"


def _documents(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    yield from (below for below in path.rglob("*") if below.is_file() and below.suffix.lower() in SUFFIXES)


if __name__ == "__main__":
    main()

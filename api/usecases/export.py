"""Everything out of biaotu: RDF, GraphML, CSV; SPARQL over the RDF; validation of an RDF file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from api.errors import BadRequest
from api.usecases.library import Library
from api.usecases.views import View
from graph.export import Selection, write_csv, write_csv_zip, write_graphml
from graph.kinds import EdgeKind, NodeKind

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graph.rdf import Format, Sparql, Table, Writer


class ExportFormat(StrEnum):
    TURTLE = "turtle"
    TRIG = "trig"
    JSON_LD = "jsonld"
    N_QUADS = "nquads"
    GRAPHML = "graphml"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """For HTTP."""
        return {
            ExportFormat.TURTLE: "text/turtle",
            ExportFormat.TRIG: "application/trig",
            ExportFormat.JSON_LD: "application/ld+json",
            ExportFormat.N_QUADS: "application/n-quads",
            ExportFormat.GRAPHML: "application/graphml+xml",
            ExportFormat.CSV: "text/csv",
        }[self]


_SUFFIXES = {
    ".ttl": ExportFormat.TURTLE, ".trig": ExportFormat.TRIG, ".jsonld": ExportFormat.JSON_LD,
    ".nq": ExportFormat.N_QUADS, ".graphml": ExportFormat.GRAPHML, ".csv": ExportFormat.CSV, ".zip": ExportFormat.CSV,
}  # fmt: skip
_RDF = {ExportFormat.TURTLE: "turtle", ExportFormat.TRIG: "trig", ExportFormat.JSON_LD: "json-ld",
        ExportFormat.N_QUADS: "n-quads"}  # fmt: skip


class ExportView(View):
    """What was written. ``statements``: of the sources, as named graphs; 0 where the format has none."""

    format: ExportFormat
    generation: int
    nodes: int
    edges: int
    statements: int
    file: str | None = None


class ProblemView(View):
    """One thing an RDF file has that the shapes do not allow."""

    node: str
    path: str | None
    value: str | None
    severity: str
    message_zh: str
    message_en: str


class ValidationView(View):
    """``valid`` is false when there is a violation; a relation that leads out of the file is a warning only."""

    file: str
    problems: tuple[ProblemView, ...]

    @property
    def valid(self) -> bool:
        return all(problem.severity != "violation" for problem in self.problems)


class TableView(View):
    """The answer of a SPARQL query. ``more``: there are further rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    more: bool


def format_of(name: str | None, file: Path | None) -> ExportFormat:
    """The format named, or the one the name of the file says."""
    if name is None:
        suffix = file.suffix.lower() if file else ""
        if suffix not in _SUFFIXES:
            known = ", ".join(_SUFFIXES)
            raise BadRequest(
                "name the format: --format {formats}, or a file ending {known}",
                formats="|".join(ExportFormat),
                known=known,
            )
        return _SUFFIXES[suffix]
    try:
        return ExportFormat(name)
    except ValueError as error:
        raise BadRequest(
            "{name!r} is no format; expected one of {formats}", name=name, formats=", ".join(ExportFormat)
        ) from error


def selection_of(kinds: tuple[str, ...]) -> Selection:
    """Kinds of nodes and edges by name."""
    try:
        return Selection.of(kinds)
    except ValueError as error:
        raise BadRequest("{error}", error=error) from error


def export(
    library: Library, notation: ExportFormat, output: IO[bytes], kinds: tuple[str, ...] = (), *, said: bool = True,
    archive: bool = True,
) -> ExportView:  # fmt: skip
    """Write the live generation; memory does not grow with its size.

    :param kinds: names of kinds of nodes and edges; all without
    :param said: with what each source said, in notations that have named graphs, when no kinds are chosen
    :param archive: CSV as a ZIP with a table a kind; without, exactly one kind must be chosen.
    """
    selection = selection_of(kinds)
    number = library.generation.manifest.number
    if notation is ExportFormat.GRAPHML:
        nodes, edges = write_graphml(library.graph, selection, output)
        return ExportView(format=notation, generation=number, nodes=nodes, edges=edges, statements=0)
    if notation is ExportFormat.CSV:
        nodes, edges = _csv(library, selection, output, kinds, archive)
        return ExportView(format=notation, generation=number, nodes=nodes, edges=edges, statements=0)
    return _rdf(library, notation, selection, output, said and not kinds)


def _csv(
    library: Library, selection: Selection, output: IO[bytes], kinds: tuple[str, ...], archive: bool
) -> tuple[int, int]:
    if archive:
        return write_csv_zip(library.graph, selection, output)
    if len(kinds) != 1:
        raise BadRequest("one CSV file holds one kind: name it with --kind, or write to a file ending .zip")
    both: tuple[NodeKind | EdgeKind, ...] = (*selection.nodes, *selection.edges)
    return write_csv(library.graph, next(k for k in both if k.value.lower() == kinds[0].lower()), output)


class _Counted:
    """Quads on their way out, counted."""

    def __init__(self, library: Library, selection: Selection, said: bool) -> None:
        self._library, self._selection, self._said = library, selection, said
        self.nodes = self.edges = self.statements = 0

    def quads(self, writer: Writer) -> Iterator[Quad]:
        for node in self._selection.typed_nodes(self._library.graph):
            self.nodes += 1
            yield from writer.node(node)
        for edge in self._selection.typed_edges(self._library.graph):
            self.edges += 1
            yield from writer.edge(edge)
        if self._said:
            for source in self._library.statements.sources():
                yield from writer.source(source)
            for statement in self._library.statements.everything():
                self.statements += 1
                yield from writer.statement(statement)


def _rdf(library: Library, notation: ExportFormat, selection: Selection, output: IO[bytes], said: bool) -> ExportView:
    from graph.rdf import Format, Writer, write

    counted = _Counted(library, selection, said and notation is not ExportFormat.TURTLE)
    write(counted.quads(Writer()), output, Format(_RDF[notation]))
    return ExportView(
        format=notation, generation=library.generation.manifest.number, nodes=counted.nodes, edges=counted.edges,
        statements=counted.statements,
    )  # fmt: skip


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is complete."""
    temporary = path.with_name(f".{path.name}.unfinished")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    except OSError as error:
        raise BadRequest("{path}: cannot be written ({error})", path=path, error=error) from error
    finally:
        temporary.unlink(missing_ok=True)


def validate_file(file: Path) -> ValidationView:
    """Problems of an RDF file: against the SHACL shapes, and circles of broader concepts.

    :raises RdfError: when it cannot be read.
    """
    from graph.rdf import circles, validate

    notation = _notation(file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadRequest("{file}: cannot be read ({error})", file=file, error=error) from error
    found = [
        ProblemView(
            node=circle[0], path="skos:broader", value=" → ".join((*circle, circle[0])), severity="violation",
            message_zh="上位概念成环", message_en="a circle of broader concepts",
        )
        for circle in circles(data, notation)
    ]  # fmt: skip
    found += [
        ProblemView(node=p.node, path=p.path, value=p.value, severity=p.severity.value, message_zh=p.message_zh,
                    message_en=p.message_en)
        for p in validate(data, notation)
    ]  # fmt: skip
    return ValidationView(file=str(file), problems=tuple(found))


def _notation(file: Path) -> Format:
    from graph.rdf import Format

    named = _SUFFIXES.get(file.suffix.lower())
    if named not in _RDF:
        raise BadRequest("{file}: not a file of RDF by its name; expected .ttl, .trig, .jsonld or .nq", file=file)
    return Format(_RDF[named])


def sparql(library: Library, query: str, limit: int = 1000) -> TableView:
    """The answer of a SPARQL query over the export; the index is built once a generation and kept in the cache.

    :raises RdfError: when the query is wrong, an update, or reaches for other machines.
    """
    return _shown(_index(library).ask(query, limit))


def _shown(table: Table) -> TableView:
    return TableView(columns=table.columns, rows=table.rows, more=table.more)


def _index(library: Library) -> Sparql:
    from graph.rdf import Sparql

    cache = library.settings.data / "cache"
    manifest = library.generation.manifest
    folder = cache / f"sparql-{manifest.number:06d}-{manifest.created:%Y%m%d%H%M%S}"
    if not folder.exists():
        _build(library, folder)
    for old in cache.glob("sparql-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return Sparql.opened(folder)


def _build(library: Library, folder: Path) -> None:
    """Under another name first: a process that dies leaves nothing that looks complete."""
    from graph.rdf import Sparql, Writer

    temporary = folder.with_name(f"{folder.name}-{os.getpid()}.unfinished")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.parent.mkdir(exist_ok=True)
    index = Sparql(temporary)
    index.add(_Counted(library, Selection(), True).quads(Writer()))
    del index  # closes its files
    try:
        temporary.replace(folder)
    except OSError:  # another process was faster
        shutil.rmtree(temporary, ignore_errors=True)

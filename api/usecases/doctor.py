"""Doctor: what is installed and set, whether the data folder is whole, and what to do where it is not."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum

from api.errors import KNOWN
from api.sentences import say
from api.settings import Settings
from api.usecases.library import Library, projections
from api.usecases.server import compare_with_server
from api.usecases.views import View
from graph.generations import DataFolder
from graph.kinds import NodeKind
from search.compare.calibration import load_calibration
from search.embed import load_encoder

_PACKAGES = ("ladybug", "tantivy", "usearch", "pyarrow", "pydantic", "fastapi", "rdflib")
_LOW_DISK = 2 * 2**30


class Health(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Finding(View):
    """One thing looked at. ``advice`` says what to do; empty where nothing is to be done."""

    what: str
    health: Health
    detail: str
    advice: str = ""


class DoctorReport(View):
    """All findings; ``healthy`` is false when one is bad."""

    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        return all(finding.health is not Health.BAD for finding in self.findings)


def doctor(settings: Settings) -> DoctorReport:
    """Looks at everything; a fault of one part is a finding, not an error."""
    checks: list[Callable[[Settings], Iterator[Finding]]] = [_program, _encoder, _data, _generation, _server, _service]
    findings: list[Finding] = []
    for look in checks:
        try:
            findings += look(settings)
        except KNOWN as error:
            findings.append(
                Finding(what=look.__name__.strip("_"), health=Health.BAD, detail=say(error, settings.language))
            )
    return DoctorReport(findings=tuple(findings))


def _program(settings: Settings) -> Iterator[Finding]:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES)
    yield Finding(
        what="program",
        health=Health.GOOD,
        detail=f"biaotu {importlib.metadata.version('biaotu')}, Python {platform.python_version()}; {versions}",
    )
    values = ", ".join(
        f"{name}={value}" for name, value in settings.model_dump(mode="json").items() if value is not None
    )
    yield Finding(what="settings", health=Health.GOOD, detail=values)


def _encoder(settings: Settings) -> Iterator[Finding]:
    encoder = load_encoder(settings.encoder)
    try:
        load_calibration(encoder.name)
    except LookupError as error:
        yield Finding(what="encoder", health=Health.WARNING, detail=encoder.version, advice=str(error))
        return
    yield Finding(
        what="encoder", health=Health.GOOD, detail=f"{encoder.version}, {encoder.dimension} dimensions, calibrated"
    )


def _data(settings: Settings) -> Iterator[Finding]:
    folder = DataFolder(settings.data)
    if not folder.exists():
        yield Finding(
            what="data", health=Health.WARNING, detail=f"{settings.data}: empty", advice="biaotu ingest FILES…"
        )
        return
    free = shutil.disk_usage(settings.data).free
    low = free < _LOW_DISK
    yield Finding(
        what="disk",
        health=Health.WARNING if low else Health.GOOD,
        detail=f"{free / 2**30:.1f} GB free",
        advice="free some space before the next ingest" if low else "",
    )
    with folder.statements() as statements:
        counts = ", ".join(f"{name} {number:,}" for name, number in statements.counts().items())
        yield Finding(what="statements", health=Health.GOOD, detail=counts)
        pending = statements.changed_statements(manifest.run) if (manifest := folder.manifest()) else 0
        if pending:
            yield Finding(
                what="publish",
                health=Health.WARNING,
                advice="biaotu publish",
                detail=f"{pending:,} statements are newer than the live generation",
            )


def _generation(settings: Settings) -> Iterator[Finding]:
    folder = DataFolder(settings.data)
    if not folder.exists():
        return
    encoder = load_encoder(settings.encoder)
    library = Library(settings, encoder, folder.open_generation(projections(settings, encoder)))
    try:
        manifest = library.generation.manifest
        yield Finding(
            what="generation",
            health=Health.GOOD,
            detail=f"{manifest.number}, built {manifest.created:%Y-%m-%d %H:%M} UTC, data of {manifest.data_date}",
        )
        damaged = library.generation.damaged()
        yield Finding(
            what="files",
            health=Health.BAD if damaged else Health.GOOD,
            detail=", ".join(damaged) if damaged else f"{len(manifest.files)} files as published",
            advice="biaotu publish --rebuild" if damaged else "",
        )
        counts = library.graph.counts()
        nodes = ", ".join(f"{kind} {number:,}" for kind, number in counts.nodes.items())
        yield Finding(what="graph", health=Health.GOOD, detail=f"{nodes}; {sum(counts.edges.values()):,} edges")
        indexed, standards = len(library.index), counts.nodes.get(NodeKind.STANDARD, 0)
        fits = indexed <= standards
        yield Finding(
            what="index",
            health=Health.GOOD if fits else Health.BAD,
            detail=f"{indexed:,} described standards of {standards:,}",
            advice="" if fits else "biaotu publish --rebuild",
        )
    finally:
        library.close()


def _server(settings: Settings) -> Iterator[Finding]:
    """The graph server, where one is set: what it shows against the live generation."""
    if settings.neo4j_uri is None:
        return
    found = compare_with_server(settings)
    where = f"{found.uri}, Neo4j {found.version}"
    if found.generation != found.server_generation:
        yield Finding(
            what="server",
            health=Health.WARNING,
            detail=f"{where}: shows generation {found.server_generation}, the folder {found.generation}",
            advice="biaotu publish --to " + found.uri,
        )
        return
    different = [f"{one.kind} {one.here:,} / {one.there:,}" for one in found.kinds if not one.same]
    total = sum(one.there for one in found.kinds)
    yield Finding(
        what="server",
        health=Health.BAD if different else Health.GOOD,
        detail=f"{where}: generation {found.generation}, "
        + (f"other than the folder (folder / server): {', '.join(different)}" if different
           else f"{total:,} nodes and edges of {len(found.kinds)} kinds, the same as in the folder"),
        advice="biaotu doctor --repair" if different else "",
    )  # fmt: skip


def _service(settings: Settings) -> Iterator[Finding]:
    """What the service needs: its port, who may come in, its jobs."""
    where = f"{settings.host}:{settings.port}"
    yield Finding(what="port", health=Health.GOOD, detail=f"{where}: {_port(settings)}")
    open_to_all = settings.access == "open"
    keys = settings.data / "access.db"
    readable = keys.exists() and bool(keys.stat().st_mode & 0o077)
    held = f"keys: {'some' if keys.exists() else 'none'}"
    yield Finding(
        what="access",
        health=Health.BAD if readable else Health.GOOD,
        detail="open: everyone on this machine reads" if open_to_all else held,
        advice=f"chmod 600 {keys}" if readable else "" if open_to_all or keys.exists() else "biaotu keys add NAME …",
    )
    if not open_to_all and settings.secret is None:
        yield Finding(
            what="secret", health=Health.WARNING, detail="not set: a restart signs everyone out",
            advice="set BIAOTU_SECRET to a long random text",
        )  # fmt: skip
    jobs = settings.data / "jobs.db"
    if jobs.exists():
        try:
            with closing(sqlite3.connect(f"{jobs.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                states = dict(connection.execute("SELECT state, count(*) FROM jobs GROUP BY state ORDER BY state"))
        except sqlite3.DatabaseError as error:
            yield Finding(what="jobs", health=Health.BAD, detail=str(error), advice=f"remove {jobs}: jobs are lost")
            return
        detail = ", ".join(f"{state} {number:,}" for state, number in states.items())
        yield Finding(what="jobs", health=Health.GOOD, detail=detail or "none")


def _port(settings: Settings) -> str:
    """Whether someone listens there already: the service itself, perhaps."""
    try:
        with socket.create_connection((settings.host, settings.port), timeout=1):
            return "in use (the service may be running)"
    except OSError:
        return "free"

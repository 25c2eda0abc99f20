"""Starts and stops a real Neo4j server for tests (see README.md beside its start script)."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from graph.store.server import Address, Server

PASSWORD = "biaotu-test"


@dataclass
class Neo4jServer:
    """A server of this run of tests. It keeps its home, so that it can be killed and started again."""

    script: Path
    home: Path
    port: int
    process: subprocess.Popen[str]

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    def address(self, *, retry: float = 30.0) -> Address:
        return Address(self.uri, "neo4j", PASSWORD, retry=retry)

    def connect(self, *, retry: float = 30.0) -> Server:
        return Server(self.address(retry=retry))

    def empty(self) -> None:
        """Remove all nodes; constraints and indexes stay."""
        with self.connect() as server:
            server.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")

    def kill(self) -> None:
        """As a power cut does."""
        for pid in _children(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(30)

    def restart(self) -> None:
        """Start again on the same home and port."""
        self.process = _start(self.script, self.home, self.port)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)


def start_server(script: Path, home: Path) -> Neo4jServer:
    """A server on a free port of this machine; it takes logins when this returns."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    return Neo4jServer(script, home, port, _start(script, home, port))


def _start(script: Path, home: Path, port: int) -> subprocess.Popen[str]:
    environment = {
        "NEO4J_BOLT_PORT": str(port), "NEO4J_TEST_PASSWORD": PASSWORD, "NEO4J_HEAP": "384m", "NEO4J_PAGECACHE": "64m",
        "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1",  # tests ask few questions often: compile fast, not best
    }  # fmt: skip
    process = subprocess.Popen(
        [str(script), str(home)], text=True, stdout=subprocess.PIPE, env={**os.environ, **environment}
    )
    assert process.stdout is not None
    said = process.stdout.readline().strip()
    assert said == f"bolt://127.0.0.1:{port}", f"the server did not start: {said!r}"
    return process


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(one) for one in text.split()]

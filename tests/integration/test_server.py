"""A graph server as it fails in practice: down, gone in the middle, another's, too old, with a wrong password."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.checksums import sums
from graph.errors import ForeignDatabase, GenerationGone, NoGeneration, ServerRefused, ServerUnavailable, WriterBusy
from graph.generations import DataFolder
from graph.kinds import EdgeKind, NodeKind
from graph.store import publish as publishing
from graph.store.bolt import BoltReader
from graph.store.build import GraphProjection
from graph.store.marker import open_slot
from graph.store.publish import ServerPublished, publish_to_server
from graph.store.server import Address, Server, check_version
from graph.store.slots import Slot, in_slot
from tests.conftest import ROOT
from tests.contract.sample import sample
from tests.neo4j_server import PASSWORD, Neo4jServer, start_server
from tests.support import dump, edge, edition, reading, record, say, value


@pytest.fixture
def server(neo4j_server: Neo4jServer) -> Iterator[Server]:
    neo4j_server.empty()
    with neo4j_server.connect() as connected:
        yield connected


def _publish(data: DataFolder, server: Server, **options: object) -> ServerPublished:
    with data.writer("test") as store:
        number = data.publish(store, [GraphProjection()]).manifest.number
        return publish_to_server(server, store, number, **options)  # type: ignore[arg-type]


def _biaotu(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", *arguments], capture_output=True, text=True, env=env, check=False
    )


# --- publishing -------------------------------------------------------------------------------------------


def test_only_what_changed_is_sent_after_the_first_time(data: DataFolder, server: Server) -> None:
    say(data, *sample(), publish=False)
    first = _publish(data, server)
    assert first.rebuilt
    again = _publish(data, server)
    assert (again.nodes, again.edges, again.changed) == (0, 0, False)
    say(data, edition("GB 8-2010"), publish=False)
    third = _publish(data, server)
    assert not third.rebuilt
    assert (third.nodes, third.edges) == (2, 1)  # the edition, its work, and what joins them
    say(data, edition("GB 7-2010"), publish=False)
    assert _publish(data, server).nodes == 4  # this slot has missed the change before
    with reading(data) as here:
        assert dump(BoltReader(server)) == dump(here)


def test_reader_of_a_generation_that_was_written_over_says_so(data: DataFolder, server: Server) -> None:
    say(data, edition("GB 1-2010"), publish=False)
    _publish(data, server)
    reader = BoltReader(server)
    before = dump(reader)
    say(data, edition("GB 2-2010"), publish=False)
    _publish(data, server)
    assert dump(reader) == before
    say(data, edition("GB 3-2010"), publish=False)
    _publish(data, server)
    with pytest.raises(GenerationGone, match="open it again"):
        reader.node("standard:GB 1-2010")
    with pytest.raises(GenerationGone):
        list(reader.rows(NodeKind.STANDARD))
    with pytest.raises(NoGeneration, match="generation 1 not published"):
        BoltReader(server, 1)
    assert BoltReader(server, 2).node("standard:GB 3-2010") is None


def test_unfinished_slot_is_never_shown(data: DataFolder, server: Server) -> None:
    say(data, edition("GB 1-2010"), publish=False)
    _publish(data, server)
    open_slot(server, Slot.B, "other", "other")
    server.run("CREATE (:Standard_B {id: 'standard:GB 666-2010', number: 'GB 666-2010'})")
    assert BoltReader(server).node("standard:GB 666-2010") is None
    with pytest.raises(NoGeneration):
        BoltReader(server, 2)
    say(data, edition("GB 2-2010"), publish=False)
    assert _publish(data, server).rebuilt  # what stood in the slot is not trusted
    with reading(data) as here:
        assert dump(BoltReader(server)) == dump(here)


def test_second_publish_takes_over_and_the_first_one_stops(data: DataFolder, server: Server) -> None:
    say(data, *sample(), publish=False)
    _publish(data, server)
    say(data, edition("GB 8-2010"), publish=False)

    def other_begins(step: str, _done: int) -> None:
        if step == "change":
            open_slot(server, Slot.B, "other", "other")

    with pytest.raises(WriterBusy, match="another publish"):
        _publish(data, server, progress=other_begins)
    assert BoltReader(server).node("standard:GB 8-2010") is None


def test_names_of_kinds_are_put_into_a_slot_and_nothing_else() -> None:
    query = "MATCH (s:Standard {id: $Standard})-[r:ISSUED_BY|DRAFTED_BY*1..2]->(w) WHERE r.kind = 'Work' RETURN s.Work"
    assert in_slot(query, Slot.A) == query.replace(":Standard {", ":Standard_A {").replace(
        ":ISSUED_BY|DRAFTED_BY*", ":ISSUED_BY_A|DRAFTED_BY_A*"
    )


def test_indexes_and_constraints_are_there(data: DataFolder, server: Server) -> None:
    from search.embed import load_encoder
    from search.server import ServerSearch

    say(data, edition("GB 1-2010"), publish=False)
    _publish(data, server, extra=ServerSearch(load_encoder(), data.cache / "embeddings.db"))
    indexes = {row["name"]: row for row in server.run("SHOW INDEXES YIELD name, type, state, options")}
    for slot in "ab":
        assert indexes[f"biaotu_standard_{slot}"]["type"] == "RANGE"
        assert indexes[f"biaotu_vector_{slot}"]["options"]["indexConfig"]["vector.dimensions"] == 512
        assert indexes[f"biaotu_text_{slot}"]["options"]["indexConfig"]["fulltext.analyzer"] == "cjk"
    assert {row["state"] for row in indexes.values()} == {"ONLINE"}
    assert len(server.run("SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'biaotu_' RETURN name")) == 2 + 2 * len(
        NodeKind
    )


# --- going away ---------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_server_that_goes_down_in_the_middle_keeps_the_old_state_and_the_next_run_goes_on(
    shared: Path, data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = start_server(shared / "neo4j" / "start", tmp_path / "neo4j")
    monkeypatch.setattr(publishing, "BATCH", 7)
    say(data, edition("GB 1-2010"), publish=False)
    try:
        with running.connect(retry=1.0) as server:
            _publish(data, server)
            say(data, *sample(), publish=False)
            killed: list[int] = []

            def power_cut(step: str, done: int) -> None:
                if step == EdgeKind.DRAFTED_BY and not killed:
                    running.kill()
                    killed.append(done)

            with pytest.raises(ServerUnavailable, match="run the same again"):
                _publish(data, server, progress=power_cut, repair=True)
            assert killed
            with pytest.raises(ServerUnavailable):
                BoltReader(server)
        running.restart()
        with running.connect() as server:
            shown = BoltReader(server)
            assert shown.counts().nodes == {NodeKind.WORK: 1, NodeKind.STANDARD: 1}
            assert shown.generation == 1
            done = _publish(data, server)
            assert 0 < done.resumed < killed[0]
            with reading(data) as here:
                assert dump(BoltReader(server)) == dump(here)
                assert sums(BoltReader(server)) == sums(here)
    finally:
        running.stop()


def test_server_that_is_down_is_said_so(data: DataFolder) -> None:
    say(data, edition("GB 1-2010"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ServerUnavailable, match="is it running"):
        Server(Address(uri, password="x", retry=1.0))
    done = _biaotu("--data", str(data.path), "--lang", "en", "publish", "--to", uri, BIAOTU_NEO4J_PASSWORD="geheim")
    assert done.returncode == 3
    assert "graph server not available" in done.stderr
    assert uri in done.stderr
    assert "geheim" not in done.stderr + done.stdout


# --- not the right server ------------------------------------------------------------------------------------


def test_wrong_password_is_refused_without_showing_it(neo4j_server: Neo4jServer, data: DataFolder) -> None:
    with pytest.raises(ServerRefused, match="BIAOTU_NEO4J_PASSWORD") as error:
        Server(Address(neo4j_server.uri, password="geheim", retry=1.0))
    assert "geheim" not in str(error.value)
    assert "geheim" not in repr(Address("bolt://x", password="geheim"))
    say(data, edition("GB 1-2010"))
    done = _biaotu("--data", str(data.path), "publish", "--to", neo4j_server.uri, BIAOTU_NEO4J_PASSWORD="geheim")
    assert done.returncode == 2
    assert "geheim" not in done.stderr + done.stdout


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7474", "127.0.0.1:7687", "bolt://", "", "bolt://a b"])
def test_address_that_is_none_is_refused(uri: str) -> None:
    with pytest.raises((ServerRefused, ServerUnavailable)):
        Server(Address(uri, retry=1.0))


def test_password_in_the_address_is_refused(data: DataFolder) -> None:
    done = _biaotu("--data", str(data.path), "publish", "--to", "bolt://neo4j:geheim@127.0.0.1:1")
    assert done.returncode == 2
    assert "BIAOTU_NEO4J_PASSWORD" in done.stderr


def test_database_of_something_else_is_left_alone(data: DataFolder, server: Server) -> None:
    server.run("CREATE (:Film {title: 'Metropolis'})")
    say(data, edition("GB 1-2010"), publish=False)
    with pytest.raises(ForeignDatabase, match="Film"):
        _publish(data, server)
    assert server.run("MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["Film"]}]


def test_graph_of_another_data_folder_is_left_alone(data: DataFolder, server: Server, tmp_path: Path) -> None:
    say(data, edition("GB 1-2010"), publish=False)
    _publish(data, server)
    before = dump(BoltReader(server))
    other = DataFolder(tmp_path / "other")
    say(other, edition("GB 2-2010"), publish=False)
    with pytest.raises(ForeignDatabase, match="another data folder"):
        _publish(other, server)
    assert dump(BoltReader(server)) == before


def test_copy_of_the_folder_that_went_on_by_itself_is_written_anew(
    data: DataFolder, server: Server, tmp_path: Path
) -> None:
    import shutil

    say(data, edition("GB 1-2010"), publish=False)
    _publish(data, server)
    backup = DataFolder(tmp_path / "backup")
    shutil.copytree(data.path, backup.path)
    say(data, edition("GB 2-2010"), edition("GB 3-2010"), publish=False)
    _publish(data, server)
    say(backup, edition("GB 4-2010"), publish=False)
    _publish(backup, server)
    say(backup, edition("GB 5-2010"), publish=False)
    assert _publish(backup, server).rebuilt  # this slot held what the backup never said
    with reading(backup) as here:
        assert dump(BoltReader(server)) == dump(here)


@pytest.mark.parametrize(
    ("agent", "said"), [("Neo4j/4.4.30", "4.4.30 is too old"), ("Neo4j/5.22.0", "too old"), ("Other/1.0", "no Neo4j"),
                        ("", "no Neo4j")],
)  # fmt: skip
def test_older_and_other_servers_are_refused_with_their_version(agent: str, said: str) -> None:
    with pytest.raises(ServerRefused, match=said):
        check_version(agent, "bolt://x")


@pytest.mark.parametrize("agent", ["Neo4j/5.23.0", "Neo4j/5.26.30", "Neo4j/2025.10.1"])
def test_servers_that_are_new_enough(agent: str) -> None:
    assert check_version(agent, "bolt://x") == agent.removeprefix("Neo4j/")


def _packed(text: str) -> bytes:
    return bytes([0x80 + len(text)]) + text.encode()


@contextlib.contextmanager
def _old_server(version: bytes) -> Iterator[str]:
    """Speaks the first words of bolt on a real socket: agrees on a version, then says it is Neo4j 4.4.30."""
    hello = b"\xb1\x70\xa2" + _packed("server") + _packed("Neo4j/4.4.30") + _packed("connection_id") + _packed("b")

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection, contextlib.suppress(OSError):
                    connection.recv(20)
                    connection.sendall(version)
                    answer = hello
                    while connection.recv(4096):
                        connection.sendall(struct.pack(">H", len(answer)) + answer + b"\0\0")
                        answer = b"\xb1\x70\xa0"

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"bolt://127.0.0.1:{listening.getsockname()[1]}"


def test_old_server_on_the_wire_is_refused_with_its_version() -> None:
    with _old_server(b"\0\0\x04\x04") as uri, pytest.raises(ServerRefused, match=r"Neo4j 4\.4\.30 is too old"):
        Server(Address(uri, password=PASSWORD, retry=1.0))


def test_server_of_no_common_version_of_bolt_is_refused() -> None:
    with _old_server(b"\0\0\0\0") as uri, pytest.raises(ServerRefused, match="too old"):
        Server(Address(uri, password=PASSWORD, retry=1.0))


# --- doctor, search --------------------------------------------------------------------------------------------


def test_doctor_finds_what_differs_on_the_server_and_repairs_it(
    data: DataFolder, neo4j_server: Neo4jServer, server: Server
) -> None:
    titles = ["工业机器人 安全要求", "工业机器人 性能测试方法", "纯棉衬衫", "饮用水水质", "Laser display safety"]
    for at, title in enumerate(titles, 1):
        node, work = f"standard:GB/T {at}-2020", f"work:GB/T {at}"
        said = record("std.samr", title, value(node, "title_zh", title), edge(node, EdgeKind.EDITION_OF, work))
        say(data, said, publish=False)
    settings = {
        "BIAOTU_DATA": str(data.path), "BIAOTU_NEO4J_URI": neo4j_server.uri, "BIAOTU_NEO4J_PASSWORD": PASSWORD,
        "BIAOTU_LANGUAGE": "en",
    }  # fmt: skip
    done = _biaotu("publish", "--to", neo4j_server.uri, "--json", **settings)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rebuilt"]
    healthy = _biaotu("doctor", **settings)
    assert healthy.returncode == 0, healthy.stdout
    assert PASSWORD not in healthy.stdout
    live = BoltReader(server).slot.value
    server.run(f"MATCH (s:Standard_{live} {{number: 'GB/T 3-2020'}}) SET s.title_zh = '别的' DETACH DELETE s")
    server.run(f"MATCH (s:Standard_{live} {{number: 'GB/T 4-2020'}}) SET s.title_zh = '别的'")
    broken = _biaotu("doctor", "--json", **settings)
    assert broken.returncode == 3
    (finding,) = [one for one in json.loads(broken.stdout)["findings"] if one["what"] == "server"]
    assert "Standard 5 / 4" in finding["detail"]
    assert "EDITION_OF 5 / 4" in finding["detail"]
    repaired = _biaotu("doctor", "--repair", **settings)
    assert repaired.returncode == 0, repaired.stdout + repaired.stderr
    for query in ("机器人 laser", "水质 GB/T 1-2020"):
        here, there = (
            json.loads(_biaotu("search", query, "--json", **settings, **more).stdout)["hits"]
            for more in ({}, {"BIAOTU_SEARCH__INDEX": "neo4j", "BIAOTU_GRAPH": "neo4j"})
        )
        assert here
        assert [hit["standard"]["number"] for hit in here] == [hit["standard"]["number"] for hit in there]


@pytest.mark.usefixtures("server")
def test_settings_name_the_server_for_reading_too(data: DataFolder, neo4j_server: Neo4jServer) -> None:
    said = record("ttbz", "d", edge("standard:GB/T 1-2020", EdgeKind.DRAFTED_BY, "org:甲", position=1))
    say(data, edition("GB/T 1-2020"), said, publish=False)
    settings = {
        "BIAOTU_DATA": str(data.path), "BIAOTU_NEO4J_URI": neo4j_server.uri, "BIAOTU_NEO4J_PASSWORD": PASSWORD,
    }  # fmt: skip
    assert _biaotu("publish", "--to", neo4j_server.uri, **settings).returncode == 0
    both = ("embedded", "neo4j")
    shown = [_biaotu("show", "GB/T 1-2020", "--json", **settings, BIAOTU_GRAPH=where) for where in both]
    assert shown[0].stdout == shown[1].stdout
    assert "org:甲" in shown[0].stdout

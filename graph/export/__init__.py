"""The graph as files for other programs: GraphML for Gephi and yEd, CSV for spreadsheets (RDF: :mod:`graph.rdf`)."""

from graph.export.csv_tables import write_csv, write_csv_zip
from graph.export.graphml import write_graphml
from graph.export.selection import Selection

__all__ = ["Selection", "write_csv", "write_csv_zip", "write_graphml"]

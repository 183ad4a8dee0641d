"""Event logs: other systems' cases come in as XES, our dossiers go out as XES and OCEL 2.0."""

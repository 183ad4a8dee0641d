"""Proof, on plain PostgreSQL, that the schema and the statements are ready for several machines."""

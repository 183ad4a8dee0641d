"""Django database backend: composite tenant keys, row-level security, two roles, one server to find."""

"""Pages of study: one module a noun."""

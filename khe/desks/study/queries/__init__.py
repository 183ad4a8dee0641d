"""Reading what is studied: one module a noun."""

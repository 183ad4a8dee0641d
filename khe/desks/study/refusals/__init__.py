"""How study says no: one module for planning, one for holding."""

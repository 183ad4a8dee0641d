"""Decisions about shortcomings. Pure: facts in, answer out. Call through the module of the noun."""

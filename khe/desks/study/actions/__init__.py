"""Changing what is studied: one module a noun, one function a verb."""

"""`khe import …`: each sort of input is a module with `add(subparsers)`."""

import argparse
import importlib
import importlib.util

SORTS = ("import_xes", "import_procedures")


def register(parser: argparse.ArgumentParser) -> None:
    """Add a sub-command for every sort of input."""
    subparsers = parser.add_subparsers(dest="sort", metavar="LOẠI", required=True)
    for sort in SORTS:
        name = f"khe.config.commands.{sort}"
        if importlib.util.find_spec(name):
            importlib.import_module(name).add(subparsers)

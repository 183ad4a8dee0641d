"""`khe manage …`: Django's own commands, with our settings."""

import argparse
import sys


def register(parser: argparse.ArgumentParser) -> None:
    """Pass every further word on to Django."""
    parser.add_argument("words", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run Django's command."""
    from django.core.management import execute_from_command_line

    from khe.config.cli import start_django

    start_django()
    execute_from_command_line([sys.argv[0], *args.words])
    return 0

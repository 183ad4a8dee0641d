"""What tests of every shelf share: the way to real data that is not in the repository."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_data(name: str) -> Path:
    """Return the path of a real data file, or skip the test and say which file is missing."""
    folder = Path(os.environ.get("KHE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    path = folder / name
    if not path.exists():
        pytest.skip(f"real data not on this machine: {name} (set KHE_SHARED_DATA to its folder)")
    return path

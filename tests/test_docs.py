"""The documents are there and tell the truth about what can be checked."""

import re
from pathlib import Path

import pytest

from khe.base.people.actor import ROLES
from khe.config.cli import COMMANDS
from khe.desks.dossiers import states
from khe.desks.study.states import RoundStatus, SeatState
from khe.desks.tasks.states import State

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    "README.md", "README.vi.md", "ARCHITECTURE.md", "GLOSSARY.md", "CHANGELOG.md", "CONTRIBUTING.md",
    "SECURITY.md", "LICENSE", "docs/operators.md", "docs/users.md",
]  # fmt: skip
TEXTS = [ROOT / name for name in DOCUMENTS if name != "LICENSE"] + [
    *(ROOT / "docs" / "decisions").glob("*.md")
]
TARGETS = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


def code_of(path: Path) -> str:
    """Return what a document sets as code: indented lines and words in backquotes."""
    text = path.read_text()
    lines = [line for line in text.splitlines() if line.startswith("    ")]
    return "\n".join(lines + re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_there(name):
    assert len((ROOT / name).read_text().splitlines()) > 10


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_command_that_is_named_exists(path):
    code = code_of(path)
    assert set(re.findall(r"(?:^|[ /;&])khe ([a-z]+)(?![.\w])", code)) <= set(COMMANDS)
    assert set(re.findall(r"(?:^|[ ;&])make ([a-z]+)", code)) <= TARGETS


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_file_that_is_linked_exists(path):
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_a_path_of_ours_that_is_named_exists():
    named = {
        word
        for path in TEXTS
        for word in re.findall(
            r"`((?:khe|scripts|tests|docs|requirements)/[\w./-]+)`", path.read_text()
        )
    }
    assert {"khe/base/journal", "khe/desks/dossiers"} <= named
    assert [word for word in sorted(named) if not (ROOT / word).exists()] == []


@pytest.mark.parametrize("words", [states.Status, states.Outcome, states.Payment, states.Delivery])
def test_the_glossary_has_every_word_of_the_life_of_a_dossier(words):
    glossary = (ROOT / "GLOSSARY.md").read_text()
    for word in words:
        assert f"`{word.name}`" in glossary
        assert str(word.label) in glossary


@pytest.mark.parametrize("words", [State, SeatState, RoundStatus])
def test_the_glossary_has_the_words_of_tasks_and_study(words):
    glossary = (ROOT / "GLOSSARY.md").read_text()
    assert [w for w in words if f"| {w.label} | `{w.name}` |" not in glossary] == []


def test_the_glossary_has_every_event_and_role():
    glossary = (ROOT / "GLOSSARY.md").read_text()
    missing = [e for e in states.Event if f"| `{e.value}` | {e.label} |" not in glossary]
    assert missing == []
    assert [role for role in ROLES if f"| `{role}` | {ROLES[role]}" not in glossary] == []


def test_a_decision_is_titled_by_its_number():
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        number = int(path.name[:4])
        assert path.read_text().startswith(f"# {number}. ")

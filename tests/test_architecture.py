"""House rules an import linter cannot see. When one fails, read ARCHITECTURE.md before the test."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
SOURCES = [*(ROOT / "khe").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "conftest.py"]
MODULES = {path: ast.parse(path.read_text()) for path in SOURCES if "migrations" not in path.parts}
NOT_ACTIONS = {"common.py"}  # what several actions of one package share
ATOMIC = {"transaction.atomic", "transacted"}
RECORDED_OTHERWISE = {
    "attach": "the action that it is a part of records it, with the hash of the content",
    "load_common": "the versions of the catalogue are their own history",
}
FORBIDDEN_NAMES = {"utils", "helpers", "common_utils", "misc", "manager", "services"}

# Pages that anyone may open, and why.
PUBLIC = {
    "account_login": "the way in",
    "account_logout": "answers with the way in",
    "account_inactive": "says that the account is closed",
    "account_reauthenticate": "allauth sends to the log-in itself",
    "mfa_authenticate": "the second half of the log-in",
    "account_signup": "closed: it says so",
    "account_email_verification_sent": "a page of allauth without data",
    "account_confirm_email": "a page of allauth without data",
    "account_reset_password": "a page of allauth without data",
    "account_reset_password_done": "a page of allauth without data",
    "account_reset_password_from_key": "a page of allauth without data",
    "account_reset_password_from_key_done": "a page of allauth without data",
    "web:language": "a reader may choose the language before logging in",
    "web:components": "the pattern book of the pages; no data",
}


def functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def is_action_module(path: Path) -> bool:
    return path.name == "actions.py" or path.parent.name == "actions"


def keywords(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in function.args.kwonlyargs}


ACTIONS = [
    (path, function)
    for path, tree in MODULES.items()
    if is_action_module(path) and path.name not in NOT_ACTIONS
    for function in tree.body
    if isinstance(function, ast.FunctionDef)
    and not function.name.startswith("_")
    and "by" in keywords(function)
]
NAMES = [f"{path.parent.name}.{function.name}" for path, function in ACTIONS]


def calls(function: ast.FunctionDef) -> list[str]:
    """Return the names a function calls, in the order they are written."""
    found = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return [ast.unparse(node.func).split(".")[-1] for node in found]


@lru_cache(maxsize=1)
def recorders() -> set[str]:
    """Return the functions of action modules that write a journal entry, themselves or by another."""
    known = {"record", "record_each", "next_entry"}
    inside = [
        f for path, tree in MODULES.items() if is_action_module(path) for f in functions(tree)
    ]
    while more := {f.name for f in inside if known & set(calls(f))} - known:
        known |= more
    return known


def test_a_module_fits_in_one_sitting():
    long = [path for path in MODULES if len(path.read_text().splitlines()) > 400]
    assert long == []


def test_a_function_fits_on_one_screen():
    long = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path, tree in MODULES.items()
        for function in functions(tree)
        if function.end_lineno - function.lineno >= 40
    ]
    assert long == []


def test_a_module_has_a_name_of_its_own():
    assert [path for path in MODULES if path.stem in FORBIDDEN_NAMES] == []


def test_a_class_is_named_after_what_it_is():
    vague = [
        node.name
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and re.search(r"(Helper|Service|Util|Util?s)$", node.name)
    ]
    assert set(vague) <= {"Service"}  # `khe serve` runs a service


def test_there_are_actions():
    assert len(ACTIONS) > 20


@pytest.mark.parametrize(("path", "action"), ACTIONS, ids=NAMES)
def test_an_action_says_who_and_when_in_one_transaction(path, action):
    assert {"by", "at"} <= keywords(action)
    assert ATOMIC & set(map(ast.unparse, action.decorator_list))


@pytest.mark.parametrize(("path", "action"), ACTIONS, ids=NAMES)
def test_an_action_locks_asks_then_changes_and_records(path, action):
    steps = calls(action)
    changing = recorders() | {"save", "create", "bulk_create", "update", "delete"}
    changes = [place for place, name in enumerate(steps) if name in changing]
    asks = [place for place, name in enumerate(steps) if name == "refuse_if"]
    locks = [place for place, name in enumerate(steps) if name.startswith("locked")]

    is_recorded = recorders() & set(steps) or action.name in RECORDED_OTHERWISE
    assert is_recorded, "it leaves no trace in the journal"
    assert not asks or not changes or asks[0] < changes[-1], "it asks after it has changed"
    assert not locks or not asks or locks[0] < asks[-1], "it asks before it has locked"


def pages(patterns: list, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, an address) of every page, with something in the place of each argument."""
    for pattern in patterns:
        route = prefix + filled(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from pages(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", "/" + route


def filled(route: str) -> str:
    """Return a route with something that fits in the place of each argument."""
    route = re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)", "x", route).strip("^$").replace("\\", "")
    route = re.sub(r"<uuid:\w+>", "01890000-0000-7000-8000-000000000000", route)
    route = re.sub(r"<date:\w+>", "2026-03-02", route)
    return re.sub(r"<(?:str|slug|path|int|\w+):\w+>|<\w+>", "1", route)


PAGES = list(pages(get_resolver().url_patterns))


def test_a_page_has_a_name_of_its_own():
    assert [name for name, times in Counter(name for name, _ in PAGES).items() if times > 1] == []


def test_no_page_opens_without_a_login(client, db):
    open_pages = []
    for name, address in PAGES:
        answer = client.get(address)
        is_sent_away = answer.status_code == 302 and settings_login() in answer.url
        if name not in PUBLIC and not is_sent_away:
            open_pages.append((name, address, answer.status_code))
    assert open_pages == []


def settings_login() -> str:
    """Return the address of the log-in page."""
    from django.urls import reverse

    return reverse(settings.LOGIN_URL)


def test_every_public_page_exists():
    assert set(PUBLIC) - {name for name, _ in PAGES} == set()

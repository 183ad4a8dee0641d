"""The English of the pages: found, checked, filled in and compiled without GNU gettext.

    python scripts/translations.py check          every text that pages use has its English
    python scripts/translations.py compile        write the .mo files that Django reads
    python scripts/translations.py merge FILE…    take in lines "Vietnamese<TAB>English"

Vietnamese is the source language: a text is its own key (docs/decisions/0001).
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "khe" / "locale" / "en" / "LC_MESSAGES" / "django.po"
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
STRING = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(?:_|n?gettext)\(u?({STRING})(?:,\s*u?({STRING}))?", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)|%[sd]|(?<!\{)\{(\w*)\}")

Text = tuple[str, str]  # the text, and its plural or ''


def texts_of_template(source: str) -> Iterator[Text]:
    """Yield what a template marks with {% translate %}, {% blocktranslate %} or _("…")."""
    for found in IN_TEMPLATE.finditer(templatize(source)):
        plural = ast.literal_eval(found[2]) if found[2] else ""
        yield ast.literal_eval(found[1]), plural


def texts_of_module(source: str) -> Iterator[Text]:
    """Yield what Python code marks with _("…") and its like."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = ast.unparse(node.func).rsplit(".", 1)[-1]
        if name not in MARKS:
            continue
        words = [a.value for a in node.args if isinstance(a, ast.Constant)]
        strings = [word for word in words if isinstance(word, str)]
        if strings and isinstance(node.args[0], ast.Constant):
            yield strings[0], strings[1] if name.startswith("n") and strings[1:] else ""


def used() -> dict[str, tuple[str, str]]:
    """Return {text: (plural or '', the first file that uses it)} over the whole package."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((ROOT / "khe").rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "tests" in path.parts:
            continue
        read = texts_of_module if path.suffix == ".py" else texts_of_template
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        for text, plural in read(path.read_text(encoding="utf-8")):
            found.setdefault(text, (plural, str(path.relative_to(ROOT))))
    return found


def placeholders(text: str) -> list[str]:
    """Return the names of the values in a text, sorted."""
    return sorted(match[0] for match in PLACEHOLDER.finditer(text))


def faults(catalogue: polib.POFile) -> list[str]:
    """Return a line for each used text without English, or with other values in it."""
    found = []
    for text, (_plural, place) in used().items():
        entry = catalogue.find(text, include_obsolete_entries=False)
        said = (entry.msgstr or entry.msgstr_plural.get(1, "")) if entry else ""
        if not said:
            found.append(f"{place}: no English for: {text}")
        elif placeholders(said) != placeholders(text):
            found.append(f"{place}: other values in the English of: {text}")
    return found


def check() -> int:
    """Print what is missing; return 1 if anything is."""
    missing = faults(opened())
    print("\n".join(missing) or f"English: {len(used())} texts, all there")
    return 1 if missing else 0


def compile_all() -> int:
    """Write a .mo beside every .po."""
    for path in (ROOT / "khe" / "locale").glob("*/LC_MESSAGES/*.po"):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return 0


def as_key(text: str) -> str:
    """Return a text written as in a template ({{ name }}, %) the way Django keeps it."""
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", text.replace("%", "%%"))


def merge(files: list[Path]) -> int:
    """Fill the catalogue from the files and drop what no page uses any more."""
    english: dict[str, str] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            text, tab, said = line.replace("\\n", "\n").partition("\t")
            if tab and said.strip():
                english |= {as_key(text): as_key(said), text: said}
    old, fresh = opened(), empty()
    for text, (plural, _place) in sorted(used().items()):
        known = old.find(text)
        entry = polib.POEntry(msgid=text)
        if plural:
            former = known.msgstr_plural if known else {0: "", 1: ""}
            entry.msgid_plural = plural
            entry.msgstr_plural = {
                0: english.get(text, former[0]),
                1: english.get(plural, former[1]),
            }
        else:
            entry.msgstr = english.get(text) or (known.msgstr if known else "")
        fresh.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(CATALOGUE))
    print(f"{len(fresh)} texts, {fresh.percent_translated()} % in English")
    return 0


def opened() -> polib.POFile:
    """Return the catalogue; an empty one if there is none yet."""
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else empty()


def empty() -> polib.POFile:
    """Return a catalogue with its head only."""
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.metadata = {
        "Project-Id-Version": "khe",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("verb", choices=["check", "compile", "merge"])
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    settings.configure()  # templatize asks for the language settings only
    if args.verb == "merge":
        return merge(args.files)
    return check() if args.verb == "check" else compile_all()


if __name__ == "__main__":
    sys.exit(main())

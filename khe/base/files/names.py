"""Names of files as people gave them, made safe to show and to send. Pure."""

import re
import unicodedata

LONGEST = 200


def clean_name(name: str) -> str:
    """Return the name without folders, control and direction signs, at most 200 signs, ending kept."""
    base = unicodedata.normalize("NFC", name or "").replace("\\", "/").rpartition("/")[2]
    base = "".join(c for c in base if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    base = re.sub(r"\s+", " ", base).strip(" .")
    if len(base) > LONGEST:
        stem, dot, ending = base.rpartition(".")
        base = f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else base
    return base[:LONGEST] or "tep"

"""Vietnamese names and words: sorting by given name, comparing without diacritics."""

import re
import unicodedata


def plain(text: str) -> str:
    """Return `text` in lower case without diacritics (đ → d), single-spaced."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def sort_name(name: str) -> str:
    """Return the key by which people expect names sorted: given name, then the rest."""
    words = plain(name).split()
    return " ".join(words[-1:] + words[:-1])


def reversed_key(name: str) -> str:
    """Return the words backwards ("nguyen hanh thi le"): a search by given name is then a prefix."""
    return " ".join(reversed(re.findall(r"\w+", plain(name))))

"""Text that people typed, made fit for paper."""

import re
import unicodedata

# Control characters, and the marks that turn the direction of what follows: never part of a name.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def printable(text: str) -> str:
    """Compose the text (NFC) and drop what no printer can print.

    Line ends become \\n, tabs stay, half a character (a lone surrogate) becomes a replacement mark.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return UNPRINTABLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def breakable(text: str, longest: int = 35) -> str:
    """Let words longer than that many characters break anywhere: they would leave the page."""
    return re.sub(rf"[^\s\u200b]{{{longest + 1},}}", lambda word: "\u200b".join(word[0]), text)

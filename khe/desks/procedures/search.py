"""Finding a procedure by what people say: BM25F over syllables and pairs of syllables, in memory.

Every syllable is indexed without diacritics, and once more with them when it has any, so that
"chung thuc" finds and "chứng thực" finds better. Everyday words become the catalogue's words by
`data/synonyms.tsv`; a syllable nobody knows is taken as a slip of one letter. Pure: documents in,
ranked keys out; `queries` keeps the index of a catalogue for as long as the catalogue stays.
"""

import math
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parent / "data"
SYLLABLE = re.compile(r"[^\W_]+")
WEIGHTS = {"name": 3.0, "phrases": 2.5, "field": 0.7, "result": 0.5, "parts": 0.15}
LENGTH = {"name": 0.45, "phrases": 0.3, "field": 0.2, "result": 0.5, "parts": 0.8}  # BM25's b
K1 = 1.6
ACCENTED, PAIR, SYNONYM, SLIP, PREFIX = 0.5, 1.0, 0.8, 0.7, 0.5  # weights of kinds of evidence
WHOLE = 4.0  # a whole everyday phrase, or the whole name, is in the question
RELEVANT = 0.3  # of the best score; what is below only shares a common word
MOST_PREFIXES = 40
SHIPPED = 0.6  # the commonest procedures of a ward come first among equals


@dataclass(frozen=True)
class Document:
    """What a procedure is found by; `key` is what a search returns."""

    key: Hashable
    code: str
    name: str
    phrases: tuple[str, ...] = ()
    field: str = ""
    result: str = ""
    parts: str = ""
    common: bool = False


@dataclass(frozen=True)
class Hit:
    """One found procedure and the score it was ranked by (comparable within one search only)."""

    key: Hashable
    score: float


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return the text in lower case without diacritics: "Đăng ký" is "dang ky"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def syllables(text: str) -> list[str]:
    """Return the syllables in lower case, diacritics kept in one form (oà = òa)."""
    return [_tone(one) for one in SYLLABLE.findall(unicodedata.normalize("NFC", text.lower()))]


@lru_cache(maxsize=50_000)
def _tone(syllable: str) -> str:
    """Take the tone mark off its vowel and put it last: "hoà" and "hòa" become one."""
    marks = "".join(s for s in unicodedata.normalize("NFD", syllable) if s in _TONES)
    rest = "".join(s for s in unicodedata.normalize("NFD", syllable) if s not in _TONES)
    return unicodedata.normalize("NFC", rest) + marks


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def terms(words: list[str]) -> Iterable[tuple[str, float]]:
    """Yield (term, weight): plain syllables, accented ones ("=…"), and plain pairs ("a b")."""
    plain = [fold(one) for one in words]
    for one, bare in zip(words, plain, strict=True):
        yield bare, 1.0
        if one != bare:
            yield f"={one}", ACCENTED
    for a, b in pairwise(plain):
        yield f"{a} {b}", PAIR


@dataclass
class Index:
    """A catalogue made ready: for each term the documents and what it adds to their score."""

    documents: list[Document]
    postings: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    wholes: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    slips: dict[str, list[str]] = field(default_factory=dict)
    vocabulary: list[str] = field(default_factory=list)  # plain syllables, sorted

    def search(self, question: str, limit: int = 20) -> list[Hit]:
        """Return the best documents for a question of any length, best first."""
        words = syllables(question)[:60]
        scores: dict[int, float] = defaultdict(float)
        for term, weight in self._asked(words).items():
            for place, gain in self.postings.get(term, ()):
                scores[place] += weight * gain
        self._add_wholes(words, scores)
        self._add_codes(question, scores)
        for place in scores:
            scores[place] += SHIPPED * self.documents[place].common
        order = sorted(scores, key=lambda place: (-scores[place], self.documents[place].code))
        least = RELEVANT * scores[order[0]] if order else 0
        return [
            Hit(self.documents[place].key, scores[place])
            for place in order[:limit]
            if scores[place] >= least
        ]

    def _asked(self, words: list[str]) -> dict[str, float]:
        """Return the weighted terms of a question: its words, their synonyms, mended slips."""
        kept = without_stopwords(words)
        asked: dict[str, float] = {}
        for term, weight in terms(kept or words):
            asked[term] = max(asked.get(term, 0), weight)
        for said in synonyms_in(words):
            for term, weight in terms(said):
                asked[term] = max(asked.get(term, 0), weight * SYNONYM)
        for bare in {fold(one) for one in kept}:
            if bare not in self.postings and not bare.isdigit():
                for other in self._near(bare):
                    asked[other] = max(asked.get(other, 0), SLIP)
        if words and len(last := fold(words[-1])) > 1:  # still being typed
            at = bisect_left(self.vocabulary, last)
            for other in self.vocabulary[at : at + MOST_PREFIXES]:
                if other.startswith(last):
                    asked.setdefault(other, PREFIX)
        return asked

    def _near(self, bare: str) -> list[str]:
        """Return known syllables one letter away."""
        found = {other for cut in _cuts(bare) for other in self.slips.get(cut, ())}
        return sorted(found, key=lambda one: (abs(len(one) - len(bare)), one))[:4]

    def _add_wholes(self, words: list[str], scores: dict[int, float]) -> None:
        plain = [fold(one) for one in words]
        for size in range(2, min(len(plain), 12) + 1):
            for start in range(len(plain) - size + 1):
                for place in self.wholes.get(tuple(plain[start : start + size]), ()):
                    scores[place] += WHOLE * min(size, 4) / 4

    def _add_codes(self, question: str, scores: dict[int, float]) -> None:
        """Put codes first: "1.001193", a part of one ("001193"), or one with its case ("….02")."""
        for asked in re.findall(r"\d[\d.]{2,}", question):
            bare = asked.strip(".")
            for place, document in enumerate(self.documents):
                if document.code == bare or bare.startswith(f"{document.code}."):
                    scores[place] += 1000
                elif len(bare) > 2 and bare in document.code:
                    scores[place] += 100 + len(bare)


def build(documents: Iterable[Document]) -> Index:
    """Make the index of a catalogue."""
    index = Index(list(documents))
    counts = [_fields(document) for document in index.documents]
    average = {
        name: (sum(length[name] for _, length in counts) / max(len(counts), 1)) or 1.0
        for name in WEIGHTS
    }
    weighted: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for place, (found, length) in enumerate(counts):
        for name, frequencies in found.items():
            b = LENGTH[name]
            norm = 1 - b + b * length[name] / average[name]
            for term, frequency in frequencies.items():
                weighted[term][place] += WEIGHTS[name] * frequency / norm
    total = len(index.documents)
    for term, places in weighted.items():
        idf = math.log(1 + (total - len(places) + 0.5) / (len(places) + 0.5))
        index.postings[term] = [(p, idf * tf / (K1 + tf)) for p, tf in places.items()]
        if " " not in term and not term.startswith("=") and len(term) > 2:
            for cut in _cuts(term):
                index.slips.setdefault(cut, []).append(term)
    index.vocabulary = sorted(t for t in weighted if " " not in t and not t.startswith("="))
    _note_wholes(index)
    return index


def _fields(document: Document) -> tuple[dict[str, dict[str, float]], dict[str, int]]:
    texts = {
        "name": [document.name], "phrases": list(document.phrases), "field": [document.field],
        "result": [document.result], "parts": [document.parts],
    }  # fmt: skip
    found: dict[str, dict[str, float]] = {}
    length: dict[str, int] = {}
    for name, pieces in texts.items():
        frequencies: dict[str, float] = defaultdict(float)
        words = 0
        for piece in pieces:
            said = syllables(piece)
            words += len(said)
            for term, _ in terms(said):
                frequencies[term] += 1
        found[name], length[name] = frequencies, words
    return found, length


def _note_wholes(index: Index) -> None:
    for place, document in enumerate(index.documents):
        name = re.sub(r"^thủ tục ", "", document.name.lower())
        for text in {name, *(one.lower() for one in document.phrases)}:
            words = tuple(fold(one) for one in syllables(text))
            if 2 <= len(words) <= 12:
                places = index.wholes.setdefault(words, [])
                if place not in places:
                    places.append(place)


def _cuts(word: str) -> set[str]:
    """Return the word and every form of it with one letter left out."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


@cache
def _synonyms(accented: bool) -> dict[str, list[tuple[list[tuple[str, ...]], list[list[str]]]]]:
    """Read the table: first word → ([words that must all be there], [what the catalogue says])."""
    rows: dict[str, list[tuple[list[tuple[str, ...]], list[list[str]]]]] = {}
    for line in (DATA / "synonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        said, meant = line.split("\t")
        targets = [syllables(one) for one in meant.split("|")]
        for way in said.split("|"):
            needed = [tuple(syllables(one)) for one in way.split("+")]
            if not accented:
                needed = [tuple(fold(one) for one in words) for words in needed]
            rows.setdefault(needed[0][0], []).append((needed, targets))
    return rows


def synonyms_in(words: list[str]) -> list[list[str]]:
    """Return the catalogue's words for the everyday ones in a question."""
    accented = any(one != fold(one) for one in words)
    heard = words if accented else [fold(one) for one in words]
    found: list[list[str]] = []
    table = _synonyms(accented)
    for word in dict.fromkeys(heard):
        for needed, targets in table.get(word, ()):
            if all(_within(way, heard) for way in needed):
                found += [one for one in targets if one not in found]
    return found


def _within(part: tuple[str, ...], words: list[str]) -> bool:
    size = len(part)
    return any(tuple(words[at : at + size]) == part for at in range(len(words) - size + 1))


@cache
def _stopwords() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    lines = (DATA / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    ways = [tuple(syllables(line)) for line in lines if line and not line.startswith("#")]
    # Without diacritics one syllable may be many words ("ở" and "o"): only longer cues are sure.
    bare = [tuple(fold(one) for one in way) for way in ways if len(way) > 1]
    return frozenset(ways), frozenset(bare)


def without_stopwords(words: list[str]) -> list[str]:
    """Return the words that say something."""
    accented = any(one != fold(one) for one in words)
    stop = _stopwords()[0 if accented else 1]
    heard = words if accented else [fold(one) for one in words]
    kept: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in (4, 3, 2, 1) if tuple(heard[at : at + n]) in stop), 0)
        if not size:
            kept.append(words[at])
        at += size or 1
    return kept


def marked(text: str, question: str) -> list[tuple[str, bool]]:
    """Cut a text into (piece, whether the question asks for it); joined they are the text."""
    words = syllables(question)
    asked = {fold(one) for one in without_stopwords(words) or words}
    for said in synonyms_in(words):
        asked |= {fold(one) for one in said}
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in SYLLABLE.finditer(text):
        if fold(match[0]) in asked:
            pieces += [(text[at : match.start()], False), (match[0], True)]
            at = match.end()
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]

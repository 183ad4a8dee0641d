"""Finding procedures by what people say; with and without the real catalogue."""

import csv
import time

import pytest

from khe.desks.procedures import search
from khe.desks.procedures.source.files import read_file
from khe.desks.procedures.source.shipped import common
from khe.testing import shared_data


@pytest.fixture(scope="module")
def shipped():
    return search.build(
        search.Document(c["code"], c["code"], c["name"], tuple(c["phrases"]), c["field_name"])
        for c in common().values()
    )


def best(index, question, size=5):
    return [hit.key for hit in index.search(question, size)]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("đăng ký kết hôn", "1.000894"),
        ("dang ky ket hon", "1.000894"),
        ("ĐĂNG KÝ KHAI SINH", "1.001193"),
        ("làm giấy khai sinh cho con", "1.001193"),
        ("sao y bản chính", "2.000815"),
        ("photo cong chung", "2.000815"),
        ("xin phép xây nhà", "1.013225"),
        ("mở quán cà phê", "1.001612"),
        ("hàng xóm lấn đất nhà tôi", "1.012812"),
        ("chứng thực di chuc", "2.001019"),
        ("1.004873", "1.004873"),
        ("004873", "1.004873"),
        ("1.004873.02", "1.004873"),
        ("khai sihn", "1.001193"),
        ("hoà giải tranh chấp", "1.012812"),
    ],
)
def test_the_shipped_procedures_are_found(shipped, question, code):
    assert code in best(shipped, question, 3)


def test_an_empty_question_finds_nothing(shipped):
    assert best(shipped, "") == []
    assert best(shipped, " ?!… ") == []


def test_a_hostile_question_is_answered_quickly(shipped):
    start = time.perf_counter()
    shipped.search("a " * 50_000 + "1." * 50_000 + "đ" * 50_000)
    assert time.perf_counter() - start < 2


def test_marks_keep_the_text_as_it_is():
    name = "Thủ tục đăng ký  khai sinh (có yếu tố nước ngoài)"
    pieces = search.marked(name, "KHAI SINH o dau")
    assert "".join(piece for piece, _ in pieces) == name
    assert [piece for piece, mark in pieces if mark] == ["khai", "sinh"]


@pytest.fixture(scope="module")
def national():
    reads = read_file(shared_data("procedures/ward_level.jsonl.gz"))
    known = common()
    documents = {
        read.code: search.Document(
            read.code, read.code, read.fields["name"],
            tuple(known.get(read.code, {}).get("phrases", ())), read.fields["field_name"],
            common=read.code in known,
        )
        for read in reads
    }  # fmt: skip
    for code, c in known.items():
        documents.setdefault(
            code, search.Document(code, code, c["name"], tuple(c["phrases"]), c["field_name"])
        )
    return search.build(documents.values()), documents


def test_citizens_questions_are_answered_within_five(national):
    index, documents = national
    with shared_data("search_labels/tthc_query_labels.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    answerable = [row for row in rows if set(row["gold_codes"].split(",")) & set(documents)]
    found = [
        row for row in answerable
        if set(row["gold_codes"].split(",")) & set(best(index, row["query"]))
    ]  # fmt: skip
    start = time.perf_counter()
    for row in rows:
        index.search(row["query"], 20)
    spent = (time.perf_counter() - start) / len(rows)
    print(
        f"recall@5 {len(found)}/{len(answerable)}, of all {len(found)}/{len(rows)}; {spent * 1000:.2f} ms"
    )
    assert len(found) / len(answerable) >= 0.8
    assert len(found) / len(rows) >= 0.8
    assert spent < 0.005


def test_names_are_found_without_diacritics_and_with_a_slip(national):
    """A check that no data was fitted to: every seventh name, halved and misspelt by rule."""
    index, documents = national
    asked = found = 0
    for code in sorted(documents)[::7]:
        words = [search.fold(one) for one in search.syllables(documents[code].name)][:14]
        kept = [word for at, word in enumerate(words) if at % 4 != 2]
        longest = max(kept, key=len)
        kept[kept.index(longest)] = longest[:-1] + "x"
        same = {c for c in documents if documents[c].name == documents[code].name}
        asked += 1
        found += bool(same & set(best(index, " ".join(kept))))
    print(f"known names recall@5 {found}/{asked}")
    assert found / asked >= 0.9

"""`khe clock` as a person and a program use it: a process of its own, no database, no Django."""

import json
import subprocess
import sys

import pytest

EXAMPLE = [
    "due", "--from", "2026-02-12T09:10", "--limit", "20 working_day",
    "--pause", "2026-02-24T08:00/2026-03-02T13:30",
]  # fmt: skip


def khe(*words, feed=None):
    command = [sys.executable, "-m", "khe.config.cli", "clock", *words]
    return subprocess.run(command, input=feed, capture_output=True, check=False, timeout=60)


def refused(*words):
    """Return the code of a refusal, having checked that it is clear and kept to itself."""
    done = khe(*words, "--json")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    answer = json.loads(done.stdout)
    assert answer["message"]
    assert answer["error"] in done.stderr.decode()
    return answer["error"]


def test_it_answers_the_example_of_the_specification():
    done = khe(*EXAMPLE, "--extend", "5 working_day", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["start_at"] == "2026-02-12T09:10:00+07:00"
    assert answer["due_at"] == "2026-04-01T14:40:00+07:00"
    assert sum(line["minutes"] for line in answer["lines"]) == 25 * 480
    assert set(answer["lines"][0]) == {"kind", "from", "to", "minutes", "total", "text"}


def test_it_explains_itself_to_a_person():
    words = khe(*EXAMPLE).stdout.decode()
    assert words.startswith("Hẹn trả: 14:40 Thứ Tư 25/03/2026\n")
    assert "Nghỉ lễ: từ Giao thừa Tết Nguyên Đán đến Mùng bốn Tết Nguyên Đán" in words
    assert "16/02/2026 – 20/02/2026" in words


def test_it_takes_rule_cutoff_and_several_pauses():
    more = [
        "--pause",
        "2026-02-23T08:00/2026-02-24T08:00",
        "--rule",
        "next_day",
        "--cutoff",
        "09:00",
    ]
    answer = json.loads(khe(*EXAMPLE, *more, "--json").stdout)
    assert answer["start_at"] == "2026-02-13T07:00:00+07:00"
    assert answer["due_at"] == "2026-03-30T10:30:00+07:00"


def test_it_counts_between():
    done = khe("between", "2026-02-12T17:00", "2026-02-24T07:00", "--json")
    assert json.loads(done.stdout) == {"working_minutes": 960, "days": 2, "hours": 16}
    assert b'"days": 2,' in done.stdout
    half = json.loads(khe("between", "2026-02-12T07:00", "2026-02-12T08:30", "--json").stdout)
    assert half == {"working_minutes": 90, "days": 0.1875, "hours": 1.5}
    words = khe("between", "2026-02-12T17:00", "2026-02-24T07:00").stdout.decode()
    assert "16 giờ (2 ngày) làm việc = 960 phút" in words


@pytest.mark.parametrize(
    "words, code",
    [
        (["due", "--from", "2026-02-12", "--limit", "1 day"], "bad_time"),
        (["due", "--limit", "1 day"], "bad_time"),
        (["due", "--from", "2026-02-12T09:10"], "bad_limit"),
        (["due", "--from", "2026-02-12T09:10", "--limit", "-1 day"], "bad_limit"),
        ([*EXAMPLE, "--extend", "1e1 day"], "bad_limit"),
        ([*EXAMPLE, "--rule", "x"], "bad_rule"),
        ([*EXAMPLE, "--cutoff", "24:00"], "bad_time"),
        ([*EXAMPLE, "--cutoff", ""], "bad_time"),
        ([*EXAMPLE, "--pause", "2026-02-24T08:00"], "bad_pause"),
        ([*EXAMPLE, "--pause", ""], "bad_pause"),
        ([*EXAMPLE, "--pause", "2026-02-24/2026-02-25"], "bad_time"),
        ([*EXAMPLE, "--pause", "2026-02-25T08:00/2026-02-26T08:00"], "pauses_overlap"),
        (["between", "2026-02-12T17:00", "x"], "bad_time"),
        (["between", "2026-02-12T17:00", "2026-02-12T16:59"], "bad_time"),
        (["due", "--from", b"\xff\xfe", "--limit", "1 day"], "bad_time"),
    ],
    ids=str,
)
def test_it_refuses_with_a_code_a_sentence_and_status_2(words, code):
    assert refused(*words) == code


def test_a_refusal_without_json_is_a_sentence():
    done = khe("due", "--from", "hôm nay", "--limit", "1 day")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "Thời điểm không hợp lệ: hôm nay (bad_time)\n"


def test_a_batch_answers_each_line_and_goes_on(tmp_path):
    lines = [
        {
            "from": "2026-02-12T09:10",
            "limit": "20 working_day",
            "pauses": [["2026-02-24T08:00", "2026-03-02T13:30"]],
        },
        {"from": "2026-02-12T09:10", "limit": "1 fortnight"},
        {"from": "2026-02-12T09:10", "limit": "2 day", "rule": "next_day", "cutoff": None},
    ]
    questions = tmp_path / "hỏi.jsonl"
    questions.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    done = khe("due", "--batch", str(questions))
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers == [
        {"start_at": "2026-02-12T09:10:00+07:00", "due_at": "2026-03-25T14:40:00+07:00"},
        {"error": "bad_limit"},
        {"start_at": "2026-02-12T09:10:00+07:00", "due_at": "2026-02-23T17:00:00+07:00"},
    ]
    assert khe("due", "--batch", "-", feed=questions.read_bytes()).stdout == done.stdout
    assert khe("due", "--batch", "-", feed=b"").stdout == b""


@pytest.mark.parametrize("name", ["/nowhere/questions.jsonl", "/", ""])
def test_a_batch_that_is_not_there_is_said(name):
    done = khe("due", "--batch", name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("Không đọc được tệp")
    assert b"Traceback" not in done.stderr


def test_it_needs_neither_django_nor_numpy():
    probe = (
        "import sys; from khe.config.cli import main; main(sys.argv[1:]); "
        "sys.exit(any(name in sys.modules for name in ('django', 'numpy')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, "clock", *EXAMPLE], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr

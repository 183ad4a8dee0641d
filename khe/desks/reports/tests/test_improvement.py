"""The report of the results of overcoming shortcomings, from a review to the page."""

import io
import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import docx
import pytest
from django.urls import reverse

from conftest import MONDAY
from khe.base.figures import Period
from khe.desks.improvement import actions as improvement
from khe.desks.improvement.testing import make_link, make_measure, make_shortcoming
from khe.desks.indicators import actions as indicators
from khe.desks.reports import actions, heads, printing, queries, tally
from khe.desks.reports.building import build
from khe.desks.reports.content import places, texts
from khe.desks.reports.testing import make_document, make_issued
from khe.desks.reports.wording import filled, some
from khe.desks.tasks import actions as tasks
from khe.desks.tasks import queries as task_queries

AFTER = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)  # the window (March to June) is over
HALF = Period(date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture
def attendance(trung, who):
    """The share of those who attended, typed in after the book: 90 % in 2025, 97 % in the window."""
    made = indicators.define(
        source="", name="Tỷ lệ dự học tập, quán triệt", kind="month", field="education", unit="share",
        better="up", by=who(trung), at=MONDAY,
    )  # fmt: skip

    def enter(year, month, part):
        indicators.enter(
            made.pk, period=Period.of("month", date(year, month, 1)), numerator=part,
            denominator=200, document="Sổ theo dõi", by=who(trung), at=AFTER,
        )  # fmt: skip

    for month in range(1, 13):
        enter(2025, month, 180)
    for month in (3, 4, 5, 6):
        enter(2026, month, 194)
    return made


@pytest.fixture
def story(trung, lan, minh, who, attendance, ward):
    """Four fields as a review leaves them: one shortcoming measured and judged, others told by measures."""
    first = make_shortcoming(
        who(trung), MONDAY, answers_member_id=lan.member.pk,
        title="Công tác tuyên truyền, phổ biến nghị quyết chưa đi vào chiều sâu",
        description="Chưa nắm bắt kịp thời những diễn biến tư tưởng trong cán bộ, đảng viên",
        cause="lớp học tổ chức một buổi, hội trường nhỏ, người đi làm ca không dự được",
    )  # fmt: skip

    def give(one, text, lead):
        return make_measure(one, lead.member.pk, content=text, by=who(trung), at=MONDAY)

    done = give(first, "Mở nhiều lớp trong một đợt, mượn hội trường lớn hơn", lan)
    give(first, "Mời báo cáo viên cấp trên triển khai", minh)
    make_link(first, attendance.pk, by=who(trung), at=MONDAY)
    finish(done, lan, trung, who, "Đã mở 3 lớp, có lớp buổi tối")
    second = make_shortcoming(
        who(trung), MONDAY, title="Quản lý đất công chưa chặt chẽ, còn để người dân chiếm sử dụng",
        field="order",
    )  # fmt: skip
    give(second, "Thành lập tổ đô thị ở các khu vực", minh)
    make_shortcoming(
        who(trung), MONDAY, title="Quy chế làm việc chưa được thực hiện đầy đủ", field="leadership"
    )
    improvement.judge(first.pk, by=who(trung), at=AFTER)
    return first


def finish(measure, lead, giver, who, result):
    task = task_queries.of_source("measure", [measure.pk])[measure.pk][0]
    tasks.hand_in(task.code, result=result, by=who(lead), at=MONDAY)
    if task.lead_id != giver.member.pk:
        tasks.confirm(task.code, by=who(giver), at=MONDAY)


def words(sheet):
    values = {place: field.shown for place, field in sheet.fields.items()}
    return "\n".join(filled(t, values) for block in sheet.blocks for t in texts(block))


def test_it_tells_each_field_with_its_figures(story, trung, who):
    said = words(build("improvement", HALF, who(trung), AFTER))
    for sentence in (
        "Qua kiểm điểm, có 3 hạn chế trên 3 lĩnh vực được nêu ra và theo dõi khắc phục.",
        "a) Công tác tuyên truyền, phổ biến nghị quyết chưa đi vào chiều sâu",
        "Trong 2 biện pháp đề ra, đã hoàn thành 1 và còn 1 đang thực hiện:",
        "Mở nhiều lớp trong một đợt, mượn hội trường lớn hơn (đồng chí Lê Thị Lan chủ trì). Đã mở 3 lớp",
        "Biện pháp đề ra đang được thực hiện:",
        "Kết quả: từ tháng 3/2026 đến hết tháng 6/2026, tỷ lệ dự học tập, quán triệt đạt",
        "97,0 % (776 trong 800 lượt; số nhập tay, theo Sổ theo dõi), tăng 7,0 điểm phần trăm",
        "so với năm 2025 (90,0 %, số nhập tay); đạt mục tiêu đề ra (từ 97,0 % trở lên).",
        "Tháng 4 năm 2025: 90,0 %; tháng 6 năm 2026: 97,0 %.",
        "Đánh giá: đã khắc phục.",
        "Còn tồn tại: 1 biện pháp chưa hoàn thành, đã quá hạn.",
        "Mời báo cáo viên cấp trên triển khai (đồng chí Trần Văn Minh chủ trì, hạn 01/04/2026).",
        "Đánh giá: đang thực hiện các biện pháp, kết quả chưa được đo bằng số liệu.",
        "Đánh giá: chưa có biện pháp khắc phục.",
        "Trong 3 hạn chế, có 1 hạn chế đã khắc phục; 1 hạn chế đang thực hiện các biện pháp",
        "Đã hoàn thành 1 trong 3 biện pháp đề ra (33,3 %); 2 biện pháp đã quá hạn.",
    ):  # fmt: skip
        assert sentence in said, said


def test_every_field_in_its_text_has_a_figure(story, trung, who):
    sheet = build("improvement", HALF, who(trung), AFTER)
    assert set(places(sheet.blocks)) == set(sheet.fields)


def test_the_numbers_in_its_sentences_are_counted_too(story, trung, who):
    sheet = build("improvement", HALF, who(trung), AFTER)
    found = {one.counted.amount.figure_id: one.counted for one in sheet.fields.values()}
    said = {
        key.removeprefix(tally.PREFIX): (one.amount.numerator, one.amount.denominator)
        for key, one in found.items()
        if key.startswith(tally.PREFIX) and ":" not in key
    }
    assert said["followed"] == (3, None)
    assert said["fields"] == (3, None)
    assert said["measures.done"] == (1, 3)
    assert said["measures.overdue"] == (2, 3)
    assert [pair for key, pair in said.items() if key.startswith("verdict.")] == [(1, 3)] * 3
    assert len(found[f"{tally.PREFIX}measures.overdue"].records) == 2
    said_of_all = [text for one in sheet.blocks for text in texts(one) if "hạn chế, có" in text]
    assert [text[:8] for text in said_of_all] == ["Trong [["]
    assert not any(sign.isdigit() for sign in re.sub(r"\[\[\d+\]\]", "", said_of_all[0]))


def test_a_number_of_a_sentence_follows_the_records_and_is_frozen(
    story, party, trung, tuyen, binh, minh, who
):
    facts = {"kind": "improvement", "period": HALF, "by": who(trung), "at": AFTER}
    issued = make_issued(party, checker=who(tuyen), signer=who(binh), **facts)
    rows = queries.bounds_of(issued)
    done = [one for one in rows if one.figure_id == f"{tally.PREFIX}measures.done"]
    assert {one.form: one.shown for one in done} == {
        "parts": "1 trong 3 biện pháp", "short": "33,3 %"
    }  # fmt: skip
    assert {one.kept.checksum for one in done} == {done[0].checksum}
    assert (len(done[0].kept.records), len(done[0].kept.of)) == (1, 3)
    assert queries.changed(rows, who(trung), AFTER) == []
    task = task_queries.open_of([minh.member.pk]).first()
    tasks.hand_in(task.code, result="Xong", by=who(minh), at=AFTER)
    tasks.confirm(task.code, by=who(trung), at=AFTER)
    drifted = {d.bound.figure_id: d.shown_now for d in queries.changed(rows, who(trung), AFTER)}
    assert drifted[f"{tally.PREFIX}measures.done"] == "66,7 % (2 trong 3 biện pháp)"


def test_what_was_typed_in_is_frozen_with_its_document_and_who_entered_it(
    story, attendance, party, trung, tuyen, binh, who, desk
):
    facts = {"kind": "improvement", "period": HALF, "by": who(trung), "at": AFTER}
    issued = make_issued(party, checker=who(tuyen), signer=who(binh), **facts)
    typed = [one for one in queries.bounds_of(issued) if one.manual]
    assert typed
    assert all(one.kept and one.kept.manual and one.kept.checksum for one in typed)
    now = next(one.kept for one in typed if one.form == "full")
    assert (now.numerator, now.denominator) == (776, 800)
    assert {one["document"] for one in now.entries} == {"Sổ theo dõi"}
    assert now.entered_by == [who(trung).name]
    page = desk(trung).get(issued.get_absolute_url()).content.decode()
    assert f"Người nhập: {who(trung).name}" in page
    assert "Số nhập tay" in page


def test_every_number_of_a_sentence_agrees_whatever_is_counted_later():
    said = [some(*parts, "biện pháp") for parts in ((1, 1), (3, 3), (1, 3), (0, 1))]
    assert said == ["biện pháp", "cả 3 biện pháp", "1 trong 3 biện pháp", "0 trong 1 biện pháp"]


def test_a_period_without_shortcomings_says_so(trung, who, ward):
    said = words(build("improvement", Period.parse("2020"), who(trung), AFTER))
    assert said == "Trong năm 2020 không có hạn chế nào phải khắc phục."


def test_the_draft_becomes_a_word_file_and_a_pdf_with_the_same_sentences(story, party, trung, who):
    document = make_document(party, kind="improvement", period=HALF, by=who(trung), at=AFTER)
    rows = queries.bounds_of(document)
    content = printing.docx(document, rows, None)
    made = docx.Document(io.BytesIO(content))
    inside = "\n".join(p.text for p in made.paragraphs)
    assert "tăng 7,0 điểm phần trăm so với năm 2025" in inside
    assert "[[" not in inside
    assert any("97,0 %" in cell.text for t in made.tables for row in t.rows for cell in row.cells)
    assert printing.pdf(document, rows, AFTER).startswith(b"%PDF-")


def test_the_clerk_sees_it_only_once_it_is_signed(story, party, trung, tuyen, binh, thoa, who):
    document = make_document(party, kind="improvement", period=HALF, by=who(trung), at=AFTER)
    seen = lambda: queries.visible_to(who(thoa)).filter(pk=document.pk).exists()  # noqa: E731
    assert not seen()
    actions.check(document.pk, by=who(tuyen), at=AFTER)
    actions.sign(document.pk, by=who(binh), at=AFTER)
    assert seen()
    assert actions.issue(document.pk, by=who(thoa), at=AFTER).code == "01-BC/ĐU"


def test_the_points_of_a_chart_are_figures_and_drift_with_their_records(
    story, attendance, party, trung, tuyen, binh, who, desk
):
    facts = {"kind": "improvement", "period": HALF, "by": who(trung), "at": AFTER}
    issued = make_issued(party, checker=who(tuyen), signer=who(binh), **facts)
    (chart,) = [block for block in issued.content if block["kind"] == "chart"]
    rows = {bound.place: bound for bound in queries.bounds_of(issued)}
    drawn = [rows[field.strip("[]")] for _label, field in chart["points"] if field]
    assert {(one.form, one.denominator) for one in drawn} == {("point", 200)}
    indicators.enter(
        attendance.pk, period=Period.of("month", date(2026, 6, 1)), numerator=150,
        denominator=200, document="Sổ theo dõi, sửa", by=who(trung), at=AFTER,
    )  # fmt: skip
    page = desk(trung).get(reverse("reports:compared", args=[issued.pk])).content.decode()
    assert "tháng 6 năm 2026: lúc ban hành 97,0 % (194 trong 200 lượt" in page
    assert "nay là 75,0 % (150 trong 200 lượt" in page
    assert printing.pdf(issued, queries.bounds_of(issued), AFTER) == kept_pdf(issued)


def kept_pdf(document):
    with queries.files.content(queries.files_of(document)["pdf"]) as stored:
        return stored.read()


def test_the_head_leaves_out_what_is_no_part_of_a_name(party):
    authority = SimpleNamespace(
        name="Phường Cái Khế, quận Ninh Kiều (đến 30/06/2025)", superior=None
    )
    head = heads.head_of(party, authority)
    assert (head.superior, head.issuer, head.place) == (
        "Đảng bộ quận Ninh Kiều", "Đảng ủy phường Cái Khế", "Cái Khế",
    )  # fmt: skip

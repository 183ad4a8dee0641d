"""The life of a document: who may do what, and what a refusal leaves as it was."""

from datetime import UTC, datetime

import pytest

from conftest import MONDAY
from khe.base.documents.models import Number
from khe.base.figures import Period
from khe.desks.reports import actions, content, queries
from khe.desks.reports.models import Bound, Document
from khe.desks.reports.states import Refusal, Status
from khe.desks.reports.testing import make_document, make_issued
from khe.desks.tasks import actions as tasks
from khe.testing import refused

TUESDAY = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)


def bound(document, figure_id="tasks.on_time", form="full"):
    return next(
        b for b in queries.bounds_of(document) if b.figure_id == figure_id and b.form == form
    )


def texts(document):
    return [content.typed(block) for block in document.content]


def edit(document, by, new=None, **facts):
    facts = {"version": document.version, "title": document.title, "restricted": False, **facts}
    return actions.edit(
        document.pk, texts=new or texts(document), head={}, by=by, at=TUESDAY, **facts
    )


def test_a_draft_counts_its_figures_from_records(drafted):
    found = bound(drafted)
    assert (found.numerator, found.denominator, found.shown) == (
        1, 2, "50,0 % (1 trong 2 nhiệm vụ đến hạn)",
    )  # fmt: skip
    assert found.checksum
    assert drafted.title == "tình hình thực hiện các chỉ tiêu tháng 2 năm 2026"
    assert f"[[{found.place}]]" in " ".join(t for b in drafted.content for t in content.texts(b))


def test_every_field_of_a_text_has_its_figure_and_the_other_way_round(drafted):
    assert set(content.places(drafted.content)) == {b.place for b in queries.bounds_of(drafted)}


def test_a_report_needs_a_period_of_its_length_that_has_begun(office, thoa, who):
    make = lambda span: make_document(office, by=who(thoa), at=MONDAY, period=Period.parse(span))  # noqa: E731
    refused(Refusal.BAD_PERIOD, make, "2025")
    refused(Refusal.IN_THE_FUTURE, make, "2026-04-01..2026-04-30")
    assert not Document.objects.exists()


def test_only_those_who_draft_may_draft(office, minh, thoa, who):
    refused(Refusal.NOT_A_DRAFTER, make_document, office, by=who(minh), at=MONDAY)
    whole = Period.parse("2025")
    facts = {"kind": "improvement", "period": whole, "by": who(thoa), "at": MONDAY}
    refused(Refusal.NOT_OF_THIS, make_document, office, **facts)
    assert not Document.objects.exists()


def test_the_words_around_a_figure_change_and_the_figure_stays(drafted, trung, who):
    new = [t.replace("Tình hình", "Kết quả") for t in texts(drafted)]
    before = bound(drafted).shown
    after = edit(drafted, who(trung), new, title="công tác tháng 2")
    assert after.content[0]["text"].startswith("Kết quả thực hiện")
    assert (after.version, after.title) == (drafted.version + 1, "công tác tháng 2")
    assert bound(after).shown == before


def test_a_figure_cannot_be_lost_or_invented_by_typing(drafted, trung, who):
    n, text = next((n, t) for n, t in enumerate(texts(drafted)) if "[[1]]" in t)
    lost, made_up = texts(drafted), texts(drafted)
    lost[n] = text.replace("[[1]]", "99,9 %")
    said = refused(Refusal.LOST_FIELD, edit, drafted, who(trung), lost)
    assert "[[1]]" in str(said)
    made_up[0] += " [[9999]]"
    said = refused(Refusal.UNKNOWN_FIELD, edit, drafted, who(trung), made_up)
    assert "[[9999]]" in str(said)
    drafted.refresh_from_db()
    assert texts(drafted)[n] == text
    assert drafted.version == 1


def test_a_part_that_is_deleted_takes_its_figures_along(drafted, trung, who):
    fewer = [
        t if b["kind"] != "table" else ""
        for b, t in zip(drafted.content, texts(drafted), strict=True)
    ]
    after = edit(drafted, who(trung), fewer)
    assert all(b["kind"] != "table" for b in after.content)
    kept = {b.place for b in queries.bounds_of(after)}
    assert set(content.places(after.content)) <= kept
    assert len(kept) < len(content.places(drafted.content))


def test_who_opened_an_older_text_does_not_overwrite_the_newer(drafted, trung, thoa, who):
    edit(drafted, who(trung), title="của Trung")
    refused(Refusal.STALE, edit, drafted, who(thoa), title="của Thoa")
    drafted.refresh_from_db()
    assert drafted.title == "của Trung"


def test_a_second_person_checks(drafted, thoa, trung, minh, who):
    refused(Refusal.OWN_DRAFT, actions.check, drafted.pk, by=who(thoa), at=MONDAY)
    refused(Refusal.NOT_A_DRAFTER, actions.check, drafted.pk, by=who(minh), at=MONDAY)
    drafted.refresh_from_db()
    assert (drafted.status, drafted.checked_by) == (Status.DRAFT, None)
    assert actions.check(drafted.pk, by=who(trung), at=MONDAY).status == Status.CHECKED


def test_who_edited_last_does_not_check_either(drafted, trung, who):
    edit(drafted, who(trung), title="đã sửa")
    refused(Refusal.OWN_DRAFT, actions.check, drafted.pk, by=who(trung), at=MONDAY)


def test_a_checked_text_stands_still(drafted, thoa, trung, who):
    actions.check(drafted.pk, by=who(trung), at=MONDAY)
    refused(Refusal.NOT_A_DRAFT, edit, drafted, who(thoa), title="lén sửa")
    refused(Refusal.NOT_A_DRAFT, actions.recount, drafted.pk, by=who(thoa), at=MONDAY)
    drafted.refresh_from_db()
    assert drafted.title != "lén sửa"


def test_a_leader_signs_what_was_checked(drafted, thoa, trung, binh, who):
    refused(Refusal.NOT_CHECKED, actions.sign, drafted.pk, by=who(binh), at=MONDAY)
    actions.check(drafted.pk, by=who(trung), at=MONDAY)
    refused(Refusal.NOT_A_SIGNER, actions.sign, drafted.pk, by=who(thoa), at=MONDAY)
    signed = actions.sign(drafted.pk, by=who(binh), at=MONDAY)
    assert (signed.status, signed.signer_name, signed.signer_title) == (
        Status.SIGNED, "Phạm Thanh Bình", "CHỦ TỊCH UBND",
    )  # fmt: skip


def test_what_is_sent_back_is_a_draft_again_with_the_reason(drafted, thoa, trung, binh, who):
    actions.check(drafted.pk, by=who(trung), at=MONDAY)
    actions.sign(drafted.pk, by=who(binh), at=MONDAY)
    refused(Refusal.NO_REASON, actions.send_back, drafted.pk, reason=" ", by=who(binh), at=MONDAY)
    back = actions.send_back(drafted.pk, reason="Thiếu biểu", by=who(binh), at=MONDAY)
    assert (back.status, back.why, back.checked_by, back.signer_name) == (
        "draft",
        "Thiếu biểu",
        None,
        "",
    )


def test_issuing_takes_the_next_number_of_the_year_and_keeps_the_files(
    issued, office, thoa, trung, binh, who
):
    assert (issued.status, issued.number, issued.code) == (Status.ISSUED, 1, "01/BC-VP")
    assert sorted(queries.files_of(issued)) == ["docx", "pdf"]
    facts = {"by": who(thoa), "checker": who(trung), "signer": who(binh), "at": TUESDAY}
    assert make_issued(office, **facts).number == 2


def test_the_party_counts_within_a_term(party, trung, tuyen, binh, who):
    facts = {"by": who(tuyen), "checker": who(trung), "signer": who(binh), "at": MONDAY}
    made = make_issued(party, **facts)
    assert made.code == "01-BC/ĐU"
    register = Number.objects.get(document_id=made.pk).register
    assert (register.series, register.key) == ("term", "2025-2030")


def test_nothing_is_issued_unsigned(drafted, thoa, who):
    refused(Refusal.NOT_SIGNED, actions.issue, drafted.pk, by=who(thoa), at=MONDAY)
    assert not Number.objects.exists()


def test_figures_are_frozen_at_the_issue_with_their_checksum(issued):
    found = bound(issued)
    assert found.frozen_id
    assert len(found.checksum) == 64
    same = Bound.objects.filter(document=issued, figure_id="tasks.on_time", first=found.first)
    assert {b.frozen_id for b in same} == {found.frozen_id}, "one figure is frozen once"


def change(task, who, binh):
    tasks.drop(task.code, reason="Giao nhầm", by=who(binh, TUESDAY), at=TUESDAY)


@pytest.fixture
def open_task(task):
    """A task of Lan's that is not done."""
    return task("Lập biểu thống kê", done=False)


def test_a_figure_that_changed_since_the_signature_stops_the_issue(
    office, open_task, thoa, trung, binh, who, task
):
    task()
    document = make_document(office, by=who(thoa), at=MONDAY)
    actions.check(document.pk, by=who(trung), at=MONDAY)
    actions.sign(document.pk, by=who(binh), at=MONDAY)
    change(open_task, who, binh)
    said = refused(Refusal.FIGURES_CHANGED, actions.issue, document.pk, by=who(thoa), at=TUESDAY)
    assert "50,0 % (1 trong 2 nhiệm vụ đến hạn) → 100,0 % (1 trong 1 nhiệm vụ đến hạn)" in str(said)
    assert not Number.objects.exists(), "no number is lost"
    actions.send_back(document.pk, reason="Đếm lại", by=who(binh), at=TUESDAY)
    assert actions.recount(document.pk, by=who(thoa), at=TUESDAY) > 0
    assert bound(document).shown == "100,0 % (1 trong 1 nhiệm vụ đến hạn)"


def test_a_figure_that_changes_after_the_issue_shows_and_the_paper_keeps_its_own(
    office, open_task, thoa, trung, binh, who, task
):
    task()
    facts = {"by": who(thoa), "checker": who(trung), "signer": who(binh), "at": MONDAY}
    document = make_issued(office, **facts)
    rows = queries.bounds_of(document)
    assert queries.changed(rows, who(thoa), TUESDAY) == []
    change(open_task, who, binh)
    (drifted,) = [
        d for d in queries.changed(rows, who(thoa), TUESDAY) if d.bound.figure_id == "tasks.on_time"
    ]
    assert drifted.shown_then == "50,0 % (1 trong 2 nhiệm vụ đến hạn)"
    assert drifted.shown_now == "100,0 % (1 trong 1 nhiệm vụ đến hạn)"
    assert bound(document).shown == "50,0 % (1 trong 2 nhiệm vụ đến hạn)"


def test_a_withdrawn_document_keeps_its_cancelled_number(issued, thoa, binh, who):
    refused(Refusal.NO_REASON, actions.withdraw, issued.pk, reason="", by=who(binh), at=TUESDAY)
    refused(
        Refusal.NOT_A_SIGNER, actions.withdraw, issued.pk, reason="Sai", by=who(thoa), at=TUESDAY
    )
    gone = actions.withdraw(issued.pk, reason="Sai kỳ", by=who(binh), at=TUESDAY)
    number = Number.objects.get(document_id=issued.pk)
    assert (gone.status, gone.number, number.n) == (Status.WITHDRAWN, 1, 1)
    assert number.cancelled_at == TUESDAY
    assert number.why.startswith("Sai kỳ")


def test_a_replacement_takes_over_when_it_is_issued(issued, thoa, trung, binh, who):
    new = actions.draft_replacement(issued.pk, by=who(thoa), at=TUESDAY)
    issued.refresh_from_db()
    assert issued.status == Status.ISSUED, "in force until the new one is"
    refused(Refusal.BEING_REPLACED, actions.draft_replacement, issued.pk, by=who(thoa), at=TUESDAY)
    assert len(queries.bounds_of(new)) == len(queries.bounds_of(issued))
    actions.check(new.pk, by=who(trung), at=TUESDAY)
    actions.sign(new.pk, by=who(binh), at=TUESDAY)
    new = actions.issue(new.pk, by=who(thoa), at=TUESDAY)
    issued.refresh_from_db()
    assert (issued.status, issued.replaced_by_id, issued.number, new.number) == (
        "replaced",
        new.pk,
        1,
        2,
    )


def test_the_journal_of_a_document_is_whole(issued):
    from khe.base.journal import queries as journal

    assert [e.event for e in journal.of(issued.pk)] == [
        "document.drafted", "document.checked", "document.signed", "document.issued",
    ]  # fmt: skip
    assert journal.broken() == []

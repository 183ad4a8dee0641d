"""Pages of documents, opened as people open them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khe.desks.reports import actions, content, queries, waiting
from khe.desks.reports.models import Document
from khe.desks.reports.tests.test_life import TUESDAY, texts
from khe.desks.tasks import actions as tasks
from khe.desks.tasks import queries as task_queries


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


def typed(document, **changed):
    data = {"version": document.version, "title": document.title, "basis": "", "recipients": "",
            "issuer": document.issuer, "place": document.place}  # fmt: skip
    return data | {f"doan_{n}": t for n, t in enumerate(texts(document))} | changed


def test_a_report_is_drafted_from_the_list(office, thoa, task, desk):
    task()
    client = desk(thoa)
    assert "Soạn báo cáo" in client.get(url("list")).content.decode()
    data = {"kind": "monthly", "body_id": office.pk, "period": "2026-02-01..2026-02-28"}
    answer = client.post(url("new"), data)
    document = Document.objects.get()
    assert answer.url == document.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "100,0 % (1 trong 1 nhiệm vụ đến hạn)" in page
    assert 'href="#so-1"' in page
    assert 'id="so-1"' in page


def test_a_bad_period_is_said_and_nothing_typed_is_lost(office, thoa, desk):
    data = {"kind": "monthly", "body_id": office.pk, "period": "tháng hai"}
    answer = desk(thoa).post(url("new"), data)
    assert answer.status_code == 422
    assert "Kỳ không hợp lệ" in answer.content.decode()
    assert "tháng hai" in answer.content.decode()


def test_a_stale_edit_is_answered_409_with_both_texts(drafted, thoa, trung, desk, who):
    mine = typed(drafted, doan_0="Bản của tôi", title="tên của tôi")
    theirs = [t if n else "Bản của người khác" for n, t in enumerate(texts(drafted))]
    actions.edit(
        drafted.pk, version=1, title="tên khác", texts=theirs, head={}, restricted=False,
        by=who(trung), at=TUESDAY,
    )  # fmt: skip
    client = desk(thoa)
    answer = client.post(url("edit", drafted.pk), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    for kept in ("Bản của tôi", "tên của tôi", "Bản của người khác", "Người khác đã sửa"):
        assert kept in page
    drafted.refresh_from_db()
    assert drafted.title == "tên khác"
    assert 'name="version" value="2"' in page, "saved again, it replaces the other text knowingly"
    assert client.post(url("edit", drafted.pk), {**mine, "version": 2}).status_code == 302


def test_an_edit_of_a_text_that_others_made_shorter_keeps_every_box(
    drafted, thoa, trung, desk, who
):
    mine = typed(drafted, doan_1="Đoạn cuối của tôi")
    last = len(drafted.content) - 1
    mine[f"doan_{last}"] = "Kết luận của tôi"
    fewer = [t if n < last else "" for n, t in enumerate(texts(drafted))]
    actions.edit(
        drafted.pk, version=1, title="x", texts=fewer, head={}, restricted=False, by=who(trung),
        at=TUESDAY,
    )  # fmt: skip
    page = desk(thoa).post(url("edit", drafted.pk), mine).content.decode()
    assert "Kết luận của tôi" in page


def test_a_lost_figure_is_named_on_the_form(drafted, thoa, desk):
    n = next(n for n, t in enumerate(texts(drafted)) if "[[1]]" in t)
    bad = typed(drafted, **{f"doan_{n}": texts(drafted)[n].replace("[[1]]", "99 %")})
    answer = desk(thoa).post(url("edit", drafted.pk), bad)
    assert answer.status_code == 409
    assert "thiếu ô số liệu [[1]]" in answer.content.decode()
    assert "99 %" in answer.content.decode()


def test_the_verbs_lead_through_the_whole_life(drafted, thoa, trung, binh, desk):
    for user, verb, said in (
        (trung, "check", "Đã kiểm tra, trình ký."), (binh, "sign", "Đã ký"),
        (thoa, "issue", "Đã ban hành số 01/BC-VP."),
    ):  # fmt: skip
        client = desk(user)
        answer = client.post(url(verb, drafted.pk), follow=True)
        assert answer.status_code == 200
        assert said in answer.content.decode()
    assert "Đối chiếu với hồ sơ gốc" in answer.content.decode()
    page = client.get(url("compared", drafted.pk)).content.decode()
    assert "Mọi số liệu vẫn khớp với hồ sơ gốc" in page
    kept = queries.files_of(drafted)["pdf"]
    assert client.get(url("file", drafted.pk, kept.pk)).status_code == 200


def test_a_verb_out_of_turn_is_refused_on_the_page(drafted, thoa, desk):
    answer = desk(thoa).post(url("issue", drafted.pk))
    assert answer.status_code == 409
    assert "chưa ký" in answer.content.decode()


def test_the_page_says_when_a_figure_changed_after_the_issue(issued, thoa, lan, binh, desk, who):
    open_task = task_queries.open_of([lan.member.pk]).get()
    tasks.drop(open_task.code, reason="Giao nhầm", by=who(binh, TUESDAY), at=TUESDAY)
    page = desk(thoa).get(url("compared", issued.pk)).content.decode()
    assert "Đối chiếu lúc" in page
    assert "số liệu không còn như lúc ban hành" in page
    assert "lúc ban hành 50,0 % (1 trong 2 nhiệm vụ đến hạn), nay là 100,0 %" in page
    kept = queries.files_of(issued)["pdf"]
    with queries.files.content(kept) as stored:
        upload = SimpleUploadedFile("b.pdf", stored.read())
    page = desk(thoa).post(url("verify"), {"file": upload}).content.decode()
    assert issued.code in page
    assert "số liệu không còn như lúc ban hành" in page


def test_reading_an_issued_document_counts_nothing(
    issued, thoa, desk, django_assert_max_num_queries
):
    client = desk(thoa)
    client.get(issued.get_absolute_url())
    with django_assert_max_num_queries(14) as asked:
        page = client.get(issued.get_absolute_url()).content.decode()
    assert "Đối chiếu lúc" not in page
    assert not [one for one in asked.captured_queries if "tasks_task" in one["sql"]]


def test_a_strange_pdf_and_a_file_that_is_none_are_said_to_be_so(thoa, desk):
    client = desk(thoa)
    page = client.post(url("verify"), {"file": SimpleUploadedFile("a.pdf", b"xin chao")})
    assert "không phải PDF" in page.content.decode()


def test_a_foreign_pdf_is_not_taken_as_the_signed_one(issued, thoa, desk):
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7 khac")
    answer = desk(thoa).post(url("attach_signed", issued.pk), {"file": upload})
    assert answer.status_code == 422
    assert "nội dung khác bản đang lưu" in answer.content.decode()
    assert "signed" not in queries.files_of(issued)


def test_the_register_shows_cancelled_numbers(issued, thoa, binh, desk, who):
    actions.withdraw(issued.pk, reason="Sai kỳ", by=who(binh), at=TUESDAY)
    page = desk(thoa).get(url("register")).content.decode()
    assert "01/BC-VP" in page
    assert "Đã hủy số" in page
    assert "Sai kỳ" in page


def test_what_waits_is_what_may_be_done_next(drafted, thoa, trung, binh, minh, who):
    steps = lambda user: [w.next_step for w in waiting.of(who(user), TUESDAY)]  # noqa: E731
    assert steps(thoa) == []
    assert steps(trung) == ["Kiểm tra dự thảo"]
    actions.check(drafted.pk, by=who(trung), at=TUESDAY)
    assert (steps(thoa), steps(binh), steps(minh)) == ([], ["Xem và ký"], [])
    actions.sign(drafted.pk, by=who(binh), at=TUESDAY)
    assert "Vào số, ban hành" in steps(thoa)


@pytest.mark.parametrize("n", [2, 6])
def test_the_list_costs_the_same_however_long(
    n, drafted, thoa, desk, django_assert_max_num_queries
):
    row = Document.objects.get(pk=drafted.pk)
    for _ in range(n):
        row.pk, row._state.adding = None, True
        row.pk = Document._meta.pk.get_default()
        row.save(force_insert=True)
    client = desk(thoa)
    with django_assert_max_num_queries(14):
        assert client.get(url("list")).status_code == 200


def test_content_is_escaped_on_the_page(drafted, trung, thoa, desk, who):
    new = [t if n else "<script>alert(1)</script>" for n, t in enumerate(texts(drafted))]
    actions.edit(
        drafted.pk, version=1, title="x", texts=new, head={}, restricted=False, by=who(trung),
        at=TUESDAY,
    )  # fmt: skip
    page = desk(thoa).get(drafted.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert content.places(drafted.content)

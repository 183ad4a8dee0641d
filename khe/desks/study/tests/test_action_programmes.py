"""Action programmes and deeds: goals, tasks, evidence, who sees and confirms."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import make_person
from khe.base.files import queries as files
from khe.base.files.testing import PDF
from khe.base.people.models import Body
from khe.base.refusal import Refused
from khe.desks.study import testing as made
from khe.desks.study.actions import action_programmes as actions
from khe.desks.study.actions import deeds
from khe.desks.study.models import ActionProgramme, Deed
from khe.desks.study.queries import action_programmes as queries
from khe.desks.study.queries import deeds as deed_queries
from khe.desks.study.refusals.learning import Refusal
from khe.desks.study.testing import TUESDAY
from khe.desks.tasks import actions as tasks

TODAY = date(2026, 3, 10)


def refusal_of(do):
    with pytest.raises(Refused) as refused:
        do()
    return refused.value.reason


@pytest.fixture
def programme(ward, dung, who):
    return actions.save_action_programme(
        document_id=made.make_document().pk, title="Thực hiện Nghị quyết 12", number="05-CTr/ĐU",
        first_day=date(2026, 3, 1), last_day=date(2026, 12, 31), by=who(dung), at=TUESDAY,
    )  # fmt: skip


@pytest.fixture
def goal(programme, dung, who):
    return actions.add_goal(
        programme.pk, text="Trả hồ sơ đúng hạn", measure="Tỷ lệ đúng hạn", target="98 %",
        by=who(dung), at=TUESDAY,
    )  # fmt: skip


def give(goal, user, lead):
    return actions.give_task(
        goal.pk, content="Rà soát hồ sơ trễ hạn", lead_id=lead.member.pk, due_day=date(2026, 3, 20),
        by=user, at=TUESDAY,
    )  # fmt: skip


def test_a_programme_needs_goals_to_be_issued_and_is_issued_once(programme, dung, who):
    by = {"by": who(dung), "at": TUESDAY}
    assert refusal_of(lambda: actions.issue(programme.pk, **by)) is Refusal.NO_GOALS
    actions.add_goal(programme.pk, text="Một", **by)
    assert actions.issue(programme.pk, **by).status == "in_force"
    assert refusal_of(lambda: actions.issue(programme.pk, **by)) is Refusal.ISSUED_ALREADY


def test_tasks_are_given_under_a_goal_and_progress_is_counted(
    programme, goal, dung, lan, minh, who
):
    by = {"by": who(dung), "at": TUESDAY}
    assert refusal_of(lambda: give(goal, who(dung), lan)) is Refusal.NOT_IN_FORCE
    actions.issue(programme.pk, **by)
    task = give(goal, who(dung), lan)
    give(goal, who(dung), minh)
    assert (task.source_kind, task.source_id) == ("programme", goal.pk)
    tasks.hand_in(task.code, result="Đã rà soát 40 hồ sơ", by=who(lan), at=TUESDAY)
    tasks.confirm(task.code, **by)
    found = queries.progress_of([programme.pk], TUESDAY)[programme.pk]
    assert (found.done, found.total, found.overdue) == (1, 2, 0)
    later = queries.progress_of([programme.pk], TUESDAY + timedelta(days=30))[programme.pk]
    assert later.overdue == 1
    (line,) = queries.lines_of(programme, who(minh), TUESDAY)
    assert [t.lead_id for t, _ in line.tasks] == [
        minh.member.pk
    ]  # one's own; the others as a number
    assert line.progress.total == 2


def test_only_organisers_write_and_drafts_are_theirs(
    programme, goal, lan, dung, who, desk, at_moment
):
    for do in (
        lambda: actions.issue(programme.pk, by=who(lan), at=TUESDAY),
        lambda: actions.add_goal(programme.pk, text="x", by=who(lan), at=TUESDAY),
        lambda: actions.finish(programme.pk, by=who(lan), at=TUESDAY),
    ):
        assert refusal_of(do) is Refusal.NOT_ORGANISER
    address = f"/hoc-tap/hanh-dong/{programme.pk}/"
    assert desk(lan).get(address).status_code == 404
    assert desk(dung).get(address).status_code == 200
    actions.issue(programme.pk, by=who(dung), at=TUESDAY)
    assert desk(lan).get(address).status_code == 200
    actions.finish(programme.pk, by=who(dung), at=TUESDAY)
    late = lambda: actions.add_goal(programme.pk, text="x", by=who(dung), at=TUESDAY)  # noqa: E731
    assert refusal_of(late) is Refusal.FINISHED


def test_a_period_goes_forward(ward, dung, who):
    do = lambda: actions.save_action_programme(  # noqa: E731
        document_id=made.make_document().pk, title="x", first_day=TODAY,
        last_day=date(2026, 1, 1), by=who(dung), at=TUESDAY,
    )  # fmt: skip
    assert refusal_of(do) is Refusal.NOT_A_PERIOD
    assert not ActionProgramme.objects.exists()


# ---- deeds ---------------------------------------------------------------------------------------


@pytest.fixture
def head(office):
    """Loan heads the office Lan works in."""
    return make_person("Tô Thị Loan", "loan", "Chánh Văn phòng", ["head"], office)


@pytest.fixture
def deed(ward, lan, who):
    return deeds.register_deed(
        made.make_document().pk, what="Hướng dẫn 20 hộ nộp hồ sơ qua mạng",
        by_day=date(2026, 4, 30), by=who(lan), at=TUESDAY,
    )  # fmt: skip


def test_a_deed_is_registered_done_with_evidence_and_confirmed(deed, lan, head, who):
    pdf = SimpleUploadedFile("anh.pdf", PDF)
    deeds.do_deed(deed.pk, text="Đã hướng dẫn 23 hộ", uploads=[pdf], by=who(lan), at=TUESDAY)
    assert files.of(deed.pk).count() == 1
    own = lambda: deeds.confirm_deed(deed.pk, by=who(lan), at=TUESDAY)  # noqa: E731
    assert refusal_of(own) is Refusal.OWN_DEED
    deeds.return_deed(deed.pk, reason="Ghi rõ khu vực", by=who(head), at=TUESDAY)
    deeds.do_deed(deed.pk, text="Đã hướng dẫn 23 hộ ở khu vực 3", by=who(lan), at=TUESDAY)
    found = deeds.confirm_deed(deed.pk, by=who(head), at=TUESDAY)
    assert (found.status, found.confirmed_by) == ("confirmed", "Tô Thị Loan")


def test_what_cannot_be_is_refused_and_changes_nothing(deed, lan, minh, who):
    past = lambda: deeds.register_deed(  # noqa: E731
        deed.document_id, what="x", by_day=TODAY - timedelta(days=1), by=who(lan), at=TUESDAY
    )
    assert refusal_of(past) is Refusal.BY_PAST
    do = lambda by, text: deeds.do_deed(deed.pk, text=text, by=by, at=TUESDAY)  # noqa: E731
    assert refusal_of(lambda: do(who(minh), "x")) is Refusal.NOT_YOURS
    assert refusal_of(lambda: do(who(lan), " ")) is Refusal.NO_DONE_TEXT
    confirm = lambda by: deeds.confirm_deed(deed.pk, by=by, at=TUESDAY)  # noqa: E731
    assert refusal_of(lambda: confirm(who(minh))) is Refusal.NOT_CONFIRMER
    bad = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.exe", b"MZ\x90\x00")]
    with pytest.raises(Refused):
        deeds.do_deed(deed.pk, text="x", uploads=bad, by=who(lan), at=TUESDAY)
    assert (Deed.objects.get().status, files.of(deed.pk).count()) == ("registered", 0)


def test_lists_counts_and_evidence_show_no_more_than_the_page(
    deed, lan, minh, binh, an, dung, hanh, head, who, desk, at_moment
):
    """Whoever may not open a deed finds it nowhere."""
    pdf = SimpleUploadedFile("anh.pdf", PDF)
    deeds.do_deed(deed.pk, text="x", uploads=[pdf], by=who(lan), at=TUESDAY)
    file = files.of(deed.pk).get()
    far = make_person(
        "Hà Thị Xa", "xa", "Trưởng khu vực", ["head"], Body.objects.create(name="KV9")
    )
    for user in (lan, minh, binh, an, dung, hanh, head, far):
        page = desk(user).get(f"/hoc-tap/lam-theo/{deed.pk}/").status_code == 200
        assert page == (user in (lan, dung, hanh, head)), user.username
        listed = desk(user).get("/hoc-tap/lam-theo/")
        assert (deed in [r["deed"] for r in listed.context["rows"]]) == page
        assert (listed.context["all"] == 1) == page
        evidence = desk(user).get(f"/hoc-tap/lam-theo/{deed.pk}/tep/{file.pk}/").status_code
        assert (evidence == 200) == page
        assert deed_queries.visible_to(who(user), TODAY).filter(pk=deed.pk).exists() == page

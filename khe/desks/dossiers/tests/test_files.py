"""Files of a dossier: who may attach and who may see them."""

from datetime import timedelta

import pytest

from khe.base.files import testing
from khe.base.files.models import Attachment
from khe.base.journal import queries as journal
from khe.desks.dossiers import actions
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import Event
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version
from khe.desks.dossiers.tests.test_intake import sheet

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def dossier(thoa, lan, who):
    return make_dossier(who(thoa), officer=lan.member)


@pytest.fixture
def attach(desk, dossier):
    def act(user, *files, **more):
        data = {"files": [testing.upload(*file) for file in files], "kind": "original"}
        more = {name.upper() if name.startswith("http") else name: v for name, v in more.items()}
        headers = {k: more.pop(k) for k in list(more) if k.startswith("HTTP")}
        return desk(user).post(f"/ho-so/{dossier.code}/tep/", data | more, **headers)

    return act


def test_a_clerk_attaches_and_it_is_on_record(attach, thoa, dossier):
    answer = attach(thoa, ("đơn.pdf", testing.PDF), part="form")
    assert answer.status_code == 302
    file = Attachment.objects.get()
    assert (file.name, file.part, file.kind) == ("đơn.pdf", "form", "original")
    entry = list(journal.of(dossier.pk))[-1]
    assert (entry.event, entry.facts["name"]) == (Event.FILE_ATTACHED, "đơn.pdf")
    assert journal.broken() == []


def test_htmx_gets_the_box_with_the_new_file(attach, thoa):
    page = attach(thoa, ("đơn.pdf", testing.PDF), **HTMX).content.decode()
    assert "đơn.pdf" in page
    assert "<html" not in page


def test_one_bad_file_keeps_all_of_them_out(attach, thoa, dossier):
    answer = attach(thoa, ("a.pdf", testing.PDF), ("b.pdf", testing.png()))
    assert answer.status_code == 409
    assert "“b.pdf” có đuôi tên không khớp" in answer.content.decode()
    assert not Attachment.objects.exists()
    assert [e.event for e in journal.of(dossier.pk)] == [Event.RECEIVED]


def test_no_file_is_said(attach, thoa):
    assert "Chưa chọn tệp nào." in attach(thoa, **HTMX).content.decode()


def test_a_paper_the_dossier_does_not_have_is_no_place_for_a_file(attach, thoa):
    attach(thoa, ("a.pdf", testing.PDF), part="../../x")
    assert Attachment.objects.get().part == ""


def test_who_may_open_the_dossier_downloads_and_nobody_else(attach, desk, thoa, lan, minh, dossier):
    attach(thoa, ("đơn đề nghị.pdf", testing.PDF))
    url = f"/ho-so/{dossier.code}/tep/{Attachment.objects.get().pk}/"
    answer = desk(lan).get(url)
    assert b"".join(answer.streaming_content) == testing.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C4%91")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert desk(minh).get(url).status_code == 404


def test_a_file_of_another_dossier_is_not_found(attach, desk, thoa, who, dossier):
    attach(thoa, ("a.pdf", testing.PDF))
    other = make_dossier(who(thoa), make_version("2.000815"))
    pk = Attachment.objects.get().pk
    assert desk(thoa).get(f"/ho-so/{other.code}/tep/{pk}/").status_code == 404


def test_minh_may_not_attach(attach, minh):
    assert attach(minh, ("a.pdf", testing.PDF)).status_code == 404


def test_nothing_is_attached_to_what_is_finished(attach, thoa, who, dossier):
    actions.withdraw(dossier.code, by=who(thoa), at=MONDAY + timedelta(hours=1))
    answer = attach(thoa, ("a.pdf", testing.PDF), **HTMX)
    assert answer.status_code == 409
    assert str(Refusal.NOT_OPEN.label) in answer.content.decode()


def test_files_come_in_with_the_sheet(desk, thoa, ward):
    version = make_version()
    data = sheet(version) | {
        "scans": [testing.upload("tờ khai.jpg", testing.jpeg())],
        "file_kind": "original",
    }
    assert desk(thoa).post("/tiep-nhan/", data).status_code == 302
    file = Attachment.objects.get()
    assert (file.subject_id, file.name) == (Dossier.objects.get().pk, "tờ khai.jpg")


def test_a_bad_file_on_the_sheet_leaves_no_dossier_behind(desk, thoa, ward):
    version = make_version()
    data = sheet(version) | {"scans": [testing.upload("a.exe", b"MZ" + bytes(99))]}
    answer = desk(thoa).post("/tiep-nhan/", data)
    assert answer.status_code == 422
    assert "Không nhận tệp “a.exe”" in answer.content.decode()
    assert "Phạm Thị Hoa" in answer.content.decode()
    assert not Dossier.objects.exists()
    assert not Attachment.objects.exists()


def test_what_is_too_large_is_dropped_on_its_way_in(desk, thoa, dossier, settings):
    settings.FILE_MAX_BYTES = 1_048_576
    settings.FILE_UPLOAD_HANDLERS = [
        "khe.base.files.uploads.Limit",
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]
    large = testing.upload("lớn.pdf", testing.PDF + bytes(3_000_000))
    answer = desk(thoa).post(f"/ho-so/{dossier.code}/tep/", {"files": [large]}, **HTMX)
    assert answer.status_code == 409
    assert "“lớn.pdf” lớn hơn mức cho phép là 1 MB" in answer.content.decode()

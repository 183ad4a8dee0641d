"""The page of an import: see first, then all or nothing."""

import os
import re

import pytest

from khe.base.people.models import Member
from khe.base.people.names import sort_name
from khe.base.sheets import testing
from khe.base.sheets.testing import upload, xlsx

HEADS = ("Mã số", "Họ và tên", "Ngày sinh")
TWO = xlsx(HEADS, ("CB-01", "Lê Thị Mận", None), ("CB-02", "Trần Văn Ổi", "05/02/1980"))


@pytest.fixture(autouse=True)
def _desk(settings, tmp_path):
    settings.ROOT_URLCONF = "khe.base.sheets.tests.desk"
    settings.FILES_DIR = tmp_path


@pytest.fixture
def known(ward):
    return Member.objects.create(code="CB-01", name="Lê Thị Mơ", sort_name=sort_name("Lê Thị Mơ"))


def looked(client, content=TWO, to="/nhap-thu/"):
    return client.post(to, {"file": upload(content)})


def token_of(answer):
    found = re.search(r'name="confirm" value="([^"]+)"', answer.content.decode())
    return found and found[1]


def names():
    return dict(Member.objects.exclude(code="").values_list("code", "name"))


def test_it_shows_what_would_change_and_changes_nothing(known, desk, an):
    answer = looked(desk(an))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nếu nhập: thêm 1, thay đổi 1" in page
    assert '<del>Lê Thị Mơ</del> → <b class="b">Lê Thị Mận</b>' in page
    assert names() == {"CB-01": "Lê Thị Mơ"}


def test_it_does_what_was_shown_and_forgets_the_file(
    known, desk, an, tmp_path, django_capture_on_commit_callbacks
):
    client = desk(an)
    token = token_of(looked(client))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/nhap-thu/", {"confirm": token})
    assert (answer.status_code, answer.url) == (302, "/to-chuc/toi/")
    assert names() == {"CB-01": "Lê Thị Mận", "CB-02": "Trần Văn Ổi"}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_faults_are_told_by_cell_and_leave_no_button(known, desk, an):
    wrong = xlsx(HEADS, ("CB-01", None, "hôm qua"), ("CB-02", "A", None), ("CB-02", "B", None))
    answer = looked(desk(an), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Còn 3 ô phải sửa" in page
    assert [cell for cell in ("B2", "C2", "A4") if f">{cell}</th>" in page] == ["B2", "C2", "A4"]
    assert token_of(answer) is None
    assert names() == {"CB-01": "Lê Thị Mơ"}


def test_it_refuses_when_the_data_changed_meanwhile(known, desk, an):
    client = desk(an)
    token = token_of(looked(client))
    Member.objects.filter(pk=known.pk).update(name="Lê Thị Mít")
    answer = client.post("/nhap-thu/", {"confirm": token})
    assert answer.status_code == 409
    assert "Dữ liệu đã thay đổi từ lúc xem trước" in answer.content.decode()
    assert names() == {"CB-01": "Lê Thị Mít"}
    client.post("/nhap-thu/", {"confirm": token_of(answer)})  # the new preview may be confirmed
    assert names()["CB-01"] == "Lê Thị Mận"


def test_a_refusal_in_the_middle_leaves_nothing_half_done(ward, desk, an):
    content = xlsx(HEADS, ("CB-10", "Người Thứ Mười", None), ("CB-11", "Người Thứ Mười Một", None))
    client = desk(an)
    answer = client.post("/nhap-thu/", {"confirm": token_of(looked(client, content))})
    assert answer.status_code == 409
    assert "Phường đã đủ người" in answer.content.decode()
    assert names() == {}


def test_a_confirmation_counts_once(known, desk, an):
    client = desk(an)
    token = token_of(looked(client))
    assert client.post("/nhap-thu/", {"confirm": token}).status_code == 302
    again = client.post("/nhap-thu/", {"confirm": token})
    assert again.status_code == 409
    assert names() == {"CB-01": "Lê Thị Mận", "CB-02": "Trần Văn Ổi"}


def test_nobody_else_can_confirm_or_read_an_upload(known, desk, an, lan):
    token = token_of(looked(desk(an)))
    answer = desk(lan).post("/nhap-thu/", {"confirm": token})
    assert answer.status_code == 409
    assert "Trần Văn Ổi" not in answer.content.decode()
    assert desk(an).post("/nhap-thu-khac/", {"confirm": token}).status_code == 409
    assert desk(an).post("/nhap-thu/", {"confirm": token[:-2] + "xx"}).status_code == 409
    assert names() == {"CB-01": "Lê Thị Mơ"}


def test_what_is_the_same_needs_no_import(known, desk, an):
    answer = looked(desk(an), xlsx(HEADS, ("CB-01", "Lê Thị Mơ", None)))
    assert "Mọi dòng đều giống dữ liệu đang có" in answer.content.decode()
    assert token_of(answer) is None


@pytest.mark.parametrize(
    "sent, words",
    [
        ({}, "Hãy chọn tệp Excel"),
        ({"file": upload(b"Ma so,Ho ten", "a.csv")}, "không phải tệp Excel"),
        ({"file": upload(b"", "a.xlsx")}, "Tệp rỗng"),
    ],
)
def test_a_file_that_is_none_is_answered_with_a_sentence(ward, desk, an, sent, words, tmp_path):
    answer = desk(an).post("/nhap-thu/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_upload_nobody_confirmed_is_forgotten(known, desk, an, tmp_path):
    looked(desk(an))
    (old,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert old.parts[-4:-2] == (str(known.authority_id), "imports")
    os.utime(old, (0, 0))
    looked(desk(an), xlsx(HEADS, ("CB-05", "Người Khác", None)))
    assert not old.exists()


def test_the_template_can_be_taken_away(ward, desk, an):
    answer = desk(an).get("/nhap-thu/?mau=1")
    assert answer["Content-Disposition"].startswith("attachment")
    assert testing.headings_of(answer.content) == [
        "Mã số", "Họ và tên", "Ngày sinh", "Giới tính", "Đang làm việc", "Số năm công tác",
    ]  # fmt: skip


def test_the_form_stands_without_a_script(ward, desk, an):
    page = desk(an).get("/nhap-thu/").content.decode()
    assert 'enctype="multipart/form-data"' in page

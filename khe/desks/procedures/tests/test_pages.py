"""The screens: anyone on the staff reads, a keeper edits, all of it without JavaScript."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from lxml import html

from khe.base.authorities.models import Authority
from khe.desks.procedures.models import ProcedureVersion
from khe.desks.procedures.testing import make_version

pytestmark = pytest.mark.django_db


def filled(response, **changes):
    """Return what a browser would send of the edit form, with some values typed over."""
    form = html.fromstring(response.content.decode()).xpath('//form[@id="form"]')[0]
    return {**dict(form.form_values()), **changes}


def drafted(client, version):
    return client.post(f"/thu-tuc/ban/{version.pk}/sua/").url


def test_the_list_finds_by_everyday_words_and_marks_them(ward, lan, desk):
    make_version()
    make_version("1.000894", name="Đăng ký kết hôn", phrases=[])

    page = desk(lan).get("/thu-tuc/?" + urlencode({"q": "lam giay khai sinh"})).text

    assert "<mark>khai</mark> <mark>sinh</mark>" in page
    assert "kết hôn" not in page
    assert "Thêm thủ tục" not in page


def test_the_list_is_paged_and_filtered_in_few_statements(
    ward, lan, desk, django_assert_max_num_queries
):
    for number in range(40):
        make_version(
            f"9.{number:06}", name=f"Việc {number}", field_code="a", field_name="Lĩnh vực A"
        )
    make_version(field_code="b")
    client = desk(lan)

    with django_assert_max_num_queries(16):
        page = client.get("/thu-tuc/?linh-vuc=a").text

    assert page.count("data-row>") == 30
    assert "Đăng ký khai sinh" not in page
    assert client.get("/thu-tuc/?linh-vuc=a&page=2").text.count("data-row>") == 10


def test_a_procedure_shows_what_is_left_to_complete(
    ward, binh, desk, django_assert_max_num_queries
):
    gap = {"path": "channels.0.limit", "raw": "1", "why": "no_unit"}
    found = make_version(
        channels=[{"channel": "direct", "limit": None, "limit_text": "1", "fee": None}],
        unparsed=[gap],
    )
    client = desk(binh)
    with django_assert_max_num_queries(16):
        page = client.get("/thu-tuc/1.001193/").text

    assert "Thời hạn ở hình thức nộp số 1: Có số nhưng không có đơn vị thời gian" in page
    assert "nguồn ghi: 1" in page
    assert found.code in client.get("/thu-tuc/con-thieu/").text


def test_a_keeper_edits_as_a_new_version_and_publishes(ward, binh, desk):
    gap = {"path": "channels.0.limit", "raw": "1", "why": "no_unit"}
    national = make_version(
        channels=[{"channel": "direct", "limit": None, "limit_text": "1", "fee": 0}], unparsed=[gap]
    )
    client = desk(binh)
    url = drafted(client, national)
    data = filled(
        client.get(url),
        **{
            "channels-0-number": "7,5", "channels-0-unit": "working_day", "cutoff": "15:00",
            "effective_from": "2026-03-02", "phrases": "làm khai sinh\n\n giấy  khai sinh ",
            "publish": "",
        },
    )  # fmt: skip

    answer = client.post(url, data)

    own = ProcedureVersion.objects.get(procedure__owner=ward)
    assert answer.url == own.get_absolute_url()
    assert (own.state, own.limit_for("direct"), own.cutoff) == (
        "published",
        "7.5 working_day",
        "15:00",
    )
    assert (own.effective_from, own.phrases, own.unparsed) == (
        date(2026, 3, 2), ["làm khai sinh", "giấy khai sinh"], [],
    )  # fmt: skip
    assert (own.parts, own.steps) == (national.parts, national.steps)
    assert "7,5 ngày làm việc" in client.get(answer.url).text


def test_add_a_line_saves_and_brings_an_empty_one(ward, binh, desk):
    client = desk(binh)
    url = drafted(client, make_version())
    data = filled(client.get(url), add="parts", name="Tên đã gõ")

    answer = client.post(url, data)

    assert answer.url == f"{url}?them=parts#parts"
    page = client.get(answer.url)
    assert 'name="parts-1-name"' in page.text
    assert "Tên đã gõ" in page.text
    client.post(url, filled(page, **{"parts-1-name": "Sổ hộ khẩu", "parts-1-copy": "2"}))
    parts = ProcedureVersion.objects.get(state="draft").parts
    assert [(part["key"], part["name"], part["copy"]) for part in parts] == [
        ("p1", "Tờ khai", 0), ("p2", "Sổ hộ khẩu", 2),
    ]  # fmt: skip


def test_a_removed_line_takes_its_gaps_along_and_the_others_follow_their_rows(ward, binh, desk):
    rows = [
        {"channel": name, "limit": None, "limit_text": "1", "fee": 0}
        for name in ("direct", "online", "post")
    ]
    gaps = [{"path": f"channels.{n}.limit", "raw": "1", "why": "no_unit"} for n in range(3)]
    client = desk(binh)
    url = drafted(client, make_version(channels=rows, unparsed=gaps))

    client.post(url, filled(client.get(url), **{"channels-0-DELETE": "on", "done": "1"}))

    draft = ProcedureVersion.objects.get(state="draft")
    assert [row["channel"] for row in draft.channels] == ["online", "post"]
    assert [gap["path"] for gap in draft.unparsed] == ["channels.1.limit"]


def test_a_mistake_is_shown_and_nothing_typed_is_lost(ward, binh, desk):
    client = desk(binh)
    url = drafted(client, make_version())
    data = filled(
        client.get(url), name="Tên đã gõ", **{"channels-0-number": "ba", "channels-0-unit": "day"}
    )

    answer = client.post(url, data)

    assert answer.status_code == 422
    assert "Tên đã gõ" in answer.text
    assert "Không phải con số" in answer.text
    assert ProcedureVersion.objects.get(state="draft").name == "Đăng ký khai sinh"


def test_what_cannot_be_published_yet_is_saved_with_the_reason(ward, binh, desk):
    client = desk(binh)
    url = drafted(client, make_version())

    answer = client.post(url, filled(client.get(url), name="Tên đã gõ", publish=""), follow=True)

    assert "Chưa có ngày bắt đầu áp dụng." in answer.text
    assert ProcedureVersion.objects.get(state="draft").name == "Tên đã gõ"


def test_a_new_procedure_begins_as_a_draft(ward, binh, desk):
    client = desk(binh)
    assert client.post("/thu-tuc/them/", {"code": "xyz", "name": "Việc mới"}).status_code == 422

    answer = client.post("/thu-tuc/them/", {"code": "9.000001", "name": "Việc mới"})

    assert "Việc mới" in client.get(answer.url).text
    assert "9.000001" in client.get("/thu-tuc/ban-nhap/").text
    assert client.post(answer.url + "bo/").url == "/thu-tuc/ban-nhap/"
    assert not ProcedureVersion.objects.exists()


def test_a_procedure_is_retired_from_a_day(ward, binh, desk):
    own = make_version(owner=ward.pk)
    client = desk(binh)
    assert client.post(f"/thu-tuc/ban/{own.pk}/bai-bo/", {"on": ""}).status_code == 422

    client.post(f"/thu-tuc/ban/{own.pk}/bai-bo/", {"on": "2026-04-01"})

    own.refresh_from_db()
    assert (own.state, own.effective_to) == ("retired", date(2026, 4, 1))
    assert "Đã bãi bỏ" in client.get("/thu-tuc/1.001193/").text


def test_the_workshop_does_not_exist_for_others(ward, lan, binh, desk):
    found = make_version()
    draft = drafted(desk(binh), found)
    client = desk(lan)

    for url in ("/thu-tuc/con-thieu/", "/thu-tuc/ban-nhap/", "/thu-tuc/them/", draft):
        assert client.get(url).status_code == 404, url
    for url in (f"/thu-tuc/ban/{found.pk}/sua/", f"{draft}cong-bo/", f"{draft}bo/"):
        assert client.post(url).status_code == 404, url
    assert "bản nháp" not in client.get("/thu-tuc/1.001193/").text.lower()


def test_another_wards_procedure_is_not_found(ward, binh, desk):
    other = Authority.objects.create(code="khac", name="Phường khác")
    theirs = make_version("9.000001", owner=other.pk)
    client = desk(binh)

    assert client.get("/thu-tuc/9.000001/").status_code == 404
    assert client.get(f"/thu-tuc/9.000001/{theirs.pk}/").status_code == 404
    assert client.post(f"/thu-tuc/ban/{theirs.pk}/sua/").status_code == 404
    assert "9.000001" not in client.get("/thu-tuc/").text


def test_verbs_are_posted(ward, binh, desk):
    found = make_version()
    assert desk(binh).get(f"/thu-tuc/ban/{found.pk}/sua/").status_code == 405


def test_what_people_type_is_shown_as_text(ward, binh, desk):
    make_version(name="<script>alert(1)</script> khai sinh", phrases=[])
    page = desk(binh).get("/thu-tuc/?q=%3Cscript%3Ekhai").text
    assert not re.search(r"<script>alert", page)

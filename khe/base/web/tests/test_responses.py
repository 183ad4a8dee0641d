"""Refusals, errors, languages and headers, as a browser gets them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import HttpResponse
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from khe.base.refusal import Refused
from khe.base.web import icons, navigation, responses, views
from khe.base.web.middleware import Language, ShowRefusals
from khe.base.web.parts import Bar, Share, slices, widths


class Refusal(TextChoices):
    """A reason for these tests."""

    NOT_YOURS = "not_yours", "Chỉ người đang giữ hồ sơ mới làm được."


@pytest.fixture
def ask(an, ward):
    """Ask as An, with or without htmx."""

    def request(htmx=False, path="/", method="post", **headers):
        made = getattr(RequestFactory(), method)(
            path, headers={"hx-request": "true", **headers} if htmx else headers
        )
        HtmxMiddleware(lambda r: HttpResponse())(made)
        made.user, made.authority, made.actor = an, ward, None
        return made

    return request


def test_a_refusal_is_a_sentence_in_place_for_htmx(ask):
    answer = ShowRefusals(None).process_exception(ask(htmx=True), Refused(Refusal.NOT_YOURS))

    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#notice"
    assert 'data-code="not_yours"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_refusal_is_a_page_with_a_way_back_without_javascript(ask):
    request = ask(referer="http://testserver/ho-so/1/")
    answer = ShowRefusals(None).process_exception(request, Refused(Refusal.NOT_YOURS))

    assert answer.status_code == 409
    assert Refusal.NOT_YOURS.label in answer.content.decode()
    assert 'href="/ho-so/1/"' in answer.content.decode()


def test_the_way_back_never_leads_to_another_site(ask):
    request = ask(referer="https://xau.example/ho-so/1/")
    answer = ShowRefusals(None).process_exception(request, Refused(Refusal.NOT_YOURS))

    assert "xau.example" not in answer.content.decode()


def test_other_exceptions_are_left_alone(ask):
    assert ShowRefusals(None).process_exception(ask(), PermissionDenied()) is None


def test_done_sends_everyone_else_to_the_page(an, desk, ask):
    request = ask()
    answer = responses.done(request, "web/refusal.html#notice", {}, "/dau-do/", draft="tiep-nhan")

    assert (answer.status_code, answer["Location"]) == (302, "/dau-do/")
    assert answer.cookies["khe_saved"].value == "tiep-nhan"


def test_done_without_a_part_sends_htmx_to_the_page_too(ask):
    answer = responses.done(ask(htmx=True), None, {}, "/dau-do/", draft="tiep-nhan")

    assert answer["HX-Redirect"] == "/dau-do/"
    assert "khe:saved" in answer["HX-Trigger"]


@pytest.mark.parametrize("wish, spoken", [("", "vi"), ("en", "en"), ("xx", "vi"), ("fr", "vi")])
def test_it_speaks_vietnamese_unless_switched(wish, spoken):
    request = RequestFactory().get("/", headers={"accept-language": "en-US,en;q=0.9"})
    request.COOKIES["django_language"] = wish

    assert Language(lambda r: HttpResponse())(request)["Content-Language"] == spoken


def test_the_language_switch_does_not_lead_to_another_site(client, db):
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "https://xau.example/"})

    assert answer["Location"] == "/"
    assert answer.cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    "view, status",
    [
        (views.bad_request, 400),
        (views.forbidden, 403),
        (views.not_found, 404),
        (views.conflict, 409),
        (views.too_large, 413),
        (views.too_many, 429),
        (views.csrf_failure, 403),
        (views.server_error, 500),
    ],
)
def test_an_error_page_says_what_why_and_what_to_do(ask, view, status):
    answer = view(ask(method="get"))
    page = answer.content.decode()

    assert answer.status_code == status
    assert page.count("<h1>") == 1
    assert 'class="btn btn-primary"' in page


def test_the_page_for_our_own_fault_gives_the_code_that_is_in_the_log(ask, caplog):
    page = views.server_error(ask(method="get")).content.decode()

    code = caplog.records[-1].args[0]
    assert code.startswith("L-")
    assert code in page


def test_a_mistyped_icon_is_found_when_the_page_is_loaded():
    if not icons.shapes():
        pytest.skip("var/vendor is missing: run `make setup`")
    with pytest.raises(TemplateSyntaxError, match="no outline icon"):
        Template('{% load khe %}{% icon "clokc" %}')


def test_parts_escape_what_people_type():
    page = Template(
        '{% load khe %}{% status "late" bad %}{% bars bars %}{% tile label=bad value=1 %}'
        "{% card title=bad %}x{% endcard %}{% note %}{{ bad }}{% endnote %}{% empty bad %}"
    ).render(Context({"bad": "<script>", "bars": [Bar("<script>", 1, "<script>")]}))

    assert "<script>" not in page
    assert page.count("&lt;script&gt;") >= 7


def test_shares_fill_the_bar_and_leave_out_nothing_but_nothing():
    found = slices([Share("a", 0, "ward"), Share("b", 1, "cit"), Share("c", 2, "up")])

    assert [s.share.label for s in found] == ["b", "c"]
    assert round(sum(s.width for s in found)) == 100
    assert slices([]) == []


def test_bars_of_nothing_have_no_width():
    assert widths([Bar("a", 0, "0")]) == [(Bar("a", 0, "0"), 0)]


def test_the_navigation_shows_only_what_the_roles_allow(ask, settings, lan, who):
    settings.KHE_NAVIGATION = [
        {"section": "", "label": "Trang", "url_name": "web:components", "icon": "eye"},
        {"section": "", "label": "Kín", "url_name": "account_login", "roles": ["admin"]},
        {"section": "Xa", "label": "Chưa có", "url_name": "khong:co", "icon": "eye"},
    ]
    request = ask(path="/kieu-mau/", method="get")
    request.actor = who(lan)
    found = navigation.sections(request)

    assert [[item.label for item in section.items] for section in found] == [["Trang"]]
    assert found[0].items[0].current

"""The site that browsers of tests open: on the test's own transaction, in turn with the test."""

from django.db import transaction

from khe.base.people.models import User
from khe.base.web.testing import browser, open_page, site, until  # noqa: F401

ASK = """() => { window.answers = [];
    for (let n = 0; n < 12; n++) fetch('/').then(answer => window.answers.push(answer.status)); }"""


def test_a_page_that_still_fetches_and_the_test_that_goes_on_do_not_disturb_each_other(
    an,
    open_page,  # noqa: F811
):
    page = open_page("/", an)
    page.evaluate(ASK)
    for _turn in range(150):
        with transaction.atomic():
            assert User.objects.filter(pk=an.pk).exists()
    until(page, "() => window.answers.length === 12")
    assert page.evaluate("window.answers") == [200] * 12

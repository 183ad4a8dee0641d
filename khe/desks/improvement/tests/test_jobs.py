"""What the clock starts, ward by ward."""

import pytest

from khe.base.authorities.models import Authority
from khe.desks.improvement import jobs


def test_the_nightly_jobs_run_where_there_is_nothing_to_do(ward):
    jobs.check_relapses(0)
    jobs.remind_reviews(0)


def test_a_ward_that_fails_stops_no_other_and_is_named_at_the_end(ward):
    other = Authority.objects.create(code="an-phu", name="Phường An Phú")
    done = []

    def do(authority):
        if authority.pk == ward.pk:
            raise ValueError("broken")
        done.append(authority.code)

    with pytest.raises(RuntimeError, match=ward.code):
        jobs.in_each(do)
    assert other.code in done

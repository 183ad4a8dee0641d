"""Two clerks import at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.journal import queries as journal
from khe.desks.dossiers.logs.importing import import_log
from khe.desks.dossiers.models import Dossier


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_store_it_once(sample):
    ready = Barrier(2)

    def go(_):
        try:
            ready.wait(timeout=30)
            return import_log(sample("permits"), "archive")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clerks:
        reports = list(clerks.map(go, range(2)))

    assert sorted(r["new"] for r in reports) == [0, 4]
    assert sorted(r["unchanged"] for r in reports) == [0, 4]
    assert all(r["cases"] == 4 and r["events"] == 6 for r in reports)
    with acting_for(Authority.objects.get()):
        assert Dossier.objects.count() == 4
        assert journal.broken() == []

"""Addresses of indicators."""

from datetime import date

from django.urls import path, register_converter

from khe.desks.indicators.views import board, catalogue, keeping, one, pack, sums, verbs


class Day:
    """A local day in an address: 2026-03-01."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the day; ValueError (no such page) for one that is none."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """Return the day as it stands in an address."""
        return str(value)


register_converter(Day, "date")
app_name = "indicators"
urlpatterns = [
    path("", board.board, name="list"),
    path("xuat/", board.export, name="export"),
    path("danh-muc/", catalogue.catalogue, name="catalogue"),
    path("dat/", catalogue.define, name="define"),
    path("chot/", keeping.frozen_list, name="frozen_list"),
    path("chot/<uuid:pk>/", keeping.frozen, name="frozen"),
    path("kiem-tra-tong/", sums.sums, name="sums"),
    path("kiem-tra-tong/dat/", sums.save, name="save_partition"),
    path("kiem-tra-tong/<uuid:pk>/bo/", sums.drop, name="drop_partition"),
    path("bo-chi-so/", pack.score, name="pack"),
    path("bo-chi-so/<str:code>/diem/", pack.weigh, name="weigh"),
    path("bo-chi-so/<str:code>/nhap/", pack.open_item, name="open_item"),
    path("<uuid:pk>/", one.indicator, name="indicator"),
    path("<uuid:pk>/ban-ghi/", one.records, name="records"),
    path("<uuid:pk>/sua/", verbs.change, name="change"),
    path("<uuid:pk>/muc-tieu/", verbs.set_target, name="set_target"),
    path("<uuid:pk>/nhap/", verbs.enter, name="enter"),
    path("<uuid:pk>/chot/", verbs.keep, name="keep"),
    path("<uuid:pk>/moc/", verbs.begin_phase, name="begin_phase"),
    path("<uuid:pk>/moc/<date:began>/bo/", verbs.drop_phase, name="drop_phase"),
    path("<uuid:pk>/thoi/", verbs.retire, name="retire"),
]

"""The pages: what the dashboard says, one indicator, the catalogue, kept figures, sums."""

from django.urls import reverse


def at(name, *args):
    return reverse(f"indicators:{name}", args=args)


def test_smoke(autumn, satisfaction, overdue, son, desk):
    for url in (
        at("list"),
        at("catalogue"),
        at("sums"),
        at("frozen_list"),
        satisfaction.get_absolute_url(),
        overdue.get_absolute_url(),
        at("define"),
        at("define") + "?nguon=tasks.on_time",
        at("set_target", overdue.pk),
        at("keep", overdue.pk),
        at("change", overdue.pk),
        at("records", overdue.pk),
        at("retire", overdue.pk),
        at("enter", satisfaction.pk),
        at("export"),
        at("save_partition"),
    ):
        answer = desk(son).get(url)
        assert answer.status_code == 200, url

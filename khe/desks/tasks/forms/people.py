"""Choosing people: a list of boxes with a search above it, or one name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.desks.tasks import queries, rules


def those_one_may_give_to(by: Actor, at: datetime) -> QuerySet[Member]:
    """Return the members to whom the actor may give work, by given name."""
    found = Member.objects.filter(active=True).order_by("sort_name", "id")
    if by.can(*rules.EVERYBODY):
        return found
    return found.filter(Q(pk__in=queries.led_of(by, at)) | Q(pk__in=queries.mine(by)))


def everybody() -> QuerySet[Member]:
    """Return the members who work here, by given name."""
    return Member.objects.filter(active=True).order_by("sort_name", "id")


class People(forms.MultipleChoiceField):
    """Several members, as boxes; `tasks.js` puts a search above them. The value is a list of ids."""

    widget = forms.CheckboxSelectMultiple({"class": "form-check-input"})
    css = "tk-people"

    def fill(self, members: Iterable[Member], without: Iterable[UUID] = ()) -> None:
        """Offer members, but not `without`."""
        gone = set(without)
        self.choices = [(str(m.pk), m.name) for m in members if m.pk not in gone]

    def clean(self, value: Any) -> list[UUID]:
        """Return the ids."""
        return [UUID(text) for text in super().clean(value)]


class Person(forms.ChoiceField):
    """One member; the value is an id, or None."""

    def fill(self, members: Iterable[Member], without: Iterable[UUID] = ()) -> None:
        """Offer members by name."""
        gone = set(without)
        listed = [(str(m.pk), m.name) for m in members if m.pk not in gone]
        self.choices = [("", _("– chọn người –")), *listed]

    def clean(self, value: Any) -> UUID | None:
        """Return the id."""
        text = super().clean(value)
        return UUID(text) if text else None

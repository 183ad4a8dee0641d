"""Reading documents to be studied."""

from django.db.models import QuerySet

from khe.base.people.actor import Actor
from khe.desks.study.models import Document
from khe.desks.study.queries import programmes


def documents() -> QuerySet[Document]:
    """Return the documents, newest first."""
    return Document.objects.order_by("-day", "-id")


def visible_to(actor: Actor) -> QuerySet[Document]:
    """Return the documents the actor may read: organisers all, everyone those of visible programmes."""
    if actor.can("study"):
        return Document.objects.all()
    return Document.objects.filter(pk__in=programmes.visible_to(actor).values("document"))

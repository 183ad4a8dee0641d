"""Reading documents to be studied. Whoever works here may read what is to be studied."""

from django.db.models import QuerySet

from khe.desks.study.models import Document


def documents() -> QuerySet[Document]:
    """Return the documents, newest first."""
    return Document.objects.order_by("-day", "-id")

"""What every tenant table shares: its key, its manager, its foreign keys."""

import uuid
from typing import Any, Self

import uuid_utils
from django.db import models
from django.db.models.lookups import Exact

from khe.base.authorities.tenancy import current_id, required_id


def uuid7() -> uuid.UUID:
    """Return a new UUIDv7: ids sort by the time they were made."""
    return uuid.UUID(int=uuid_utils.uuid7().int)


class AuthorityKey(models.ForeignKey):
    """The authority a row belongs to. `append_only` takes UPDATE and DELETE from the application."""

    is_tenant_key = True

    def __init__(self, *args: Any, append_only: bool = False, **kwargs: Any) -> None:
        self.append_only = append_only
        kwargs.setdefault("to", "authorities.Authority")
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.update(db_index=False, editable=False, default=required_id, related_name="+")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Keep `append_only` in the migrations."""
        name, path, args, kwargs = super().deconstruct()
        if self.append_only:
            kwargs["append_only"] = True
        return name, path, args, kwargs


class TenantFK(models.ForeignKey):
    """A foreign key between tenant tables: (authority_id, x_id) → (authority_id, id)."""

    is_tenant_fk = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_index"] = False  # an index must start with authority_id: declare it in Meta
        super().__init__(*args, **kwargs)

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:
        """Join on the authority too, so that a planner can send the query to one node."""
        key = self.model._meta.get_field("authority")
        return Exact(key.get_col(alias), key.get_col(related_alias))  # type: ignore[union-attr]

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        """Follow the key inside the row's own authority."""
        return {"authority_id": instance.authority_id}  # type: ignore[attr-defined]


class TenantQuerySet(models.QuerySet):
    """A queryset whose rows belong to one authority."""


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):  # type: ignore[misc]
    """Adds the constant `authority_id` to every query while acting for an authority."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return the rows of the current authority; without one, the database shows none."""
        found = super().get_queryset()
        authority_id = current_id()
        return found if authority_id is None else found.filter(authority_id=authority_id)

    @classmethod
    def of(cls, queryset: type[models.QuerySet[Any]]) -> Self:
        """Return a tenant manager with the methods of `queryset`."""
        return cls.from_queryset(queryset)()


class Tenant(models.Model):
    """A row that belongs to an authority. Django sees `id`; the database (authority_id, id)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    authority = AuthorityKey()

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

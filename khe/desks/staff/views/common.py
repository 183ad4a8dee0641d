"""Who may see the pages of the organisation: to everyone else they do not exist."""

from khe.base.web.entering import only
from khe.desks.staff import rules

admins_only = only(lambda actor: rules.why_not_administer(actor) is None)

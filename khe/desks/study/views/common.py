"""Who may see the pages of organisers: to everyone else they do not exist."""

from khe.base.web.entering import only
from khe.desks.study.rules import checkin

organisers_only = only(lambda actor: checkin.why_not_organise(actor) is None)

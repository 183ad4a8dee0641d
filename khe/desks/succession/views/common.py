"""To whom the pages of the pool and of rotation exist."""

from khe.base.web.entering import only
from khe.desks.succession.rules.common import may_see

readers_only = only(may_see)

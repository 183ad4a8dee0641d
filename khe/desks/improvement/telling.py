"""What people are told about shortcomings, in Vietnamese, whoever causes it."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from khe.base.messages.models import Message
from khe.base.messages.posting import post_many
from khe.base.messages.wording import in_vietnamese
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Tenure
from khe.desks.improvement.models import Relapse


@in_vietnamese
def came_back(relapse: Relapse, day: date, by: Actor, at: datetime) -> int:
    """Tell who answers for it (or heads the body that does) and the standing members."""
    subject = relapse.shortcoming
    to = set(people.holders(day, "standing").values_list("pk", flat=True))
    if subject.answers_member_id:
        to.add(subject.answers_member_id)
    if subject.answers_body_id:
        heads = Tenure.objects.filter(
            people.in_force(day), post__body=subject.answers_body_id, post__roles__contains="head"
        )
        to |= set(heads.values_list("member_id", flat=True))
    facts = {"code": subject.code, "title": subject.title, "text": relapse.text}
    head = _("Hạn chế tái diễn: %(title)s") % facts
    text = _("%(code)s được mở lại. %(text)s Báo tại kỳ giao ban tới.") % facts
    return post_many([
        Message(
            member_id=member, key=f"relapse:{relapse.pk}:{member}", subject=head, text=text,
            url=subject.get_absolute_url(), made_at=at,
        )
        for member in sorted(to)
    ])  # fmt: skip

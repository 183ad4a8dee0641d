"""What the clock starts: every minute, the letters that wait."""

import logging

from django.conf import settings
from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.doors.messages import carrying, smtp
from khe.doors.messages.carrying import Post

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="messages.carry", queueing_lock="messages.carry")
def carry(timestamp: int = 0) -> None:
    """Mail the messages of every authority to those who have an address."""
    authorities = list(Authority.objects.exclude(kind="archive"))
    if not settings.KHE_SMTP:
        for authority in authorities:
            if number := carrying.count_only(authority, now()):
                log.info("mail is not set up: %s messages stay in the inbox only", number)
        return
    server = smtp.parsed(settings.KHE_SMTP)
    post = Post(settings.KHE_MAIL_FROM or f"khe@{server.host}", settings.KHE_URL)
    try:
        with smtp.conversation(server) as line:
            for authority in authorities:
                said = carrying.carry(authority, line, post, now)
                if said.later or said.given_up:
                    log.warning("mail: %s", said)
    except smtp.Unreachable as away:
        log.warning("mail: the server does not answer (%s); tried again later", away.code)

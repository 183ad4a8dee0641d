"""Mailing messages: at least once, never twice in effect, nothing lost, nothing said in logs."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.messages.models import Mail, Message
from khe.base.messages.testing import INVITATION, MONDAY, make_message
from khe.base.people.models import Member
from khe.doors.messages import carrying, jobs, smtp
from khe.doors.messages.carrying import LEASE, OUTAGE, Post
from khe.doors.messages.testing import Mailbox

ADDRESS = "lan@phuong.example"
POST = Post("khe@phuong.example", "https://khe.phuong.example")
LATER = MONDAY + timedelta(minutes=1)


@pytest.fixture
def mailbox():
    with Mailbox().open() as opened:
        yield opened


@pytest.fixture
def lan(lan):
    lan.member.email = ADDRESS
    lan.member.save()
    return lan


@pytest.fixture
def invitation(lan):
    return make_message(
        lan.member.pk, subject="Mời dự lớp học tập nghị quyết", text="Tại hội trường phường.",
        url="/hoc-tap/lop/1/", calendar=INVITATION,
    )  # fmt: skip


def run(ward, mailbox, at=LATER):
    with smtp.conversation(smtp.parsed(mailbox.address)) as line:
        return carrying.carry(ward, line, POST, lambda: at)


def test_the_letter_arrives_in_vietnamese_with_its_calendar(ward, mailbox, invitation):
    assert run(ward, mailbox).sent == 1
    (letter,) = mailbox.letters
    assert letter["Subject"].strip() == "Mời dự lớp học tập nghị quyết"
    assert letter["To"] == ADDRESS
    assert letter["From"] == "Phường Bến Khế <khe@phuong.example>"
    assert letter["Message-ID"] == f"<{invitation.pk}@phuong.example>"
    text = letter.get_body().get_content()
    assert "Kính gửi anh/chị Lê Thị Lan," in text
    assert "Tại hội trường phường." in text
    assert "https://khe.phuong.example/hoc-tap/lop/1/" in text
    (calendar,) = letter.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_filename() == "lich.ics"
    assert "SUMMARY:Lớp học tập thứ nhất" in calendar.get_content()
    invitation.refresh_from_db()
    assert (invitation.mail, invitation.mailed_at, invitation.fault) == (Mail.SENT, LATER, "")


def test_it_is_sent_once(ward, mailbox, invitation):
    run(ward, mailbox)
    assert run(ward, mailbox, LATER + timedelta(hours=3)).sent == 0
    assert len(mailbox.letters) == 1


def test_a_server_that_is_down_loses_nothing(ward, lan, invitation):
    down = Mailbox()
    for hour in range(30):  # more than a day without a server
        at = MONDAY + timedelta(hours=hour)
        with pytest.raises(smtp.Unreachable, match="ConnectionRefusedError"):
            run(ward, down, at)
    invitation.refresh_from_db()
    assert (invitation.mail, invitation.tries) == (Mail.WAITING, 0)
    assert invitation.fault == "ConnectionRefusedError 111"
    with down.open():
        assert run(ward, down, at + OUTAGE).sent == 1


def test_a_letter_of_a_worker_that_died_is_sent_again_with_its_own_id(ward, mailbox, invitation):
    (held,) = carrying.claim(ward, MONDAY)
    assert held.pk == invitation.pk
    assert run(ward, mailbox, MONDAY + LEASE / 2).sent == 0  # still held
    assert run(ward, mailbox, MONDAY + LEASE).sent == 1
    assert mailbox.letters[0]["Message-ID"] == f"<{invitation.pk}@phuong.example>"


def test_a_letter_refused_for_now_is_tried_later(ward, mailbox, invitation):
    mailbox.answers = ["451 greylisted, lan@phuong.example"]
    assert run(ward, mailbox).later == 1
    invitation.refresh_from_db()
    assert (invitation.mail, invitation.fault) == (Mail.WAITING, "SMTP 451")
    assert run(ward, mailbox, LATER + timedelta(minutes=1)).sent == 0
    assert run(ward, mailbox, LATER + timedelta(minutes=3)).sent == 1


def test_a_letter_refused_for_good_is_given_up_and_holds_up_nobody(ward, mailbox, invitation, lan):
    other = make_message(lan.member.pk, "khac")
    mailbox.answers = ["550 no such user lan@phuong.example"]
    count = run(ward, mailbox)
    assert (count.given_up, count.sent) == (1, 1)
    for message in (invitation, other):
        message.refresh_from_db()
    assert (invitation.mail, invitation.fault) == (Mail.GIVEN_UP, "SMTP 550")
    assert other.mail == Mail.SENT


@pytest.mark.parametrize(
    "address", ["lan", "lan@phuong", "a b@c.example", "x@y.example\nBcc: z@z.vn"]
)
def test_an_address_that_is_none_is_given_up(ward, mailbox, lan, invitation, address):
    Member.objects.filter(pk=lan.member.pk).update(email=address)
    assert run(ward, mailbox).given_up == 1
    assert mailbox.letters == []


def test_only_people_at_work_with_an_address_get_mail(ward, mailbox, lan, minh, binh):
    binh.member.email, binh.member.active = "binh@phuong.example", False
    binh.member.save()
    for who in (lan, minh, binh):
        make_message(who.member.pk, f"to-{who.username}")
    assert run(ward, mailbox).sent == 1
    assert mailbox.recipients == [ADDRESS]
    left = dict(Message.objects.values_list("key", "mail"))
    assert left == {"to-lan": "sent", "to-minh": "none", "to-binh": "none"}


def test_news_of_last_week_is_not_mailed(ward, mailbox, invitation):
    assert run(ward, mailbox, MONDAY + timedelta(days=8)).sent == 0
    invitation.refresh_from_db()
    assert invitation.mail == Mail.NONE


def test_a_slow_server_does_not_outlive_the_claim(ward, mailbox, lan):
    for n in range(3):
        make_message(lan.member.pk, f"k{n}")
    moments = iter(LATER + timedelta(minutes=4) * n for n in range(100))
    with smtp.conversation(smtp.parsed(mailbox.address)) as line:
        carrying.carry(ward, line, POST, lambda: next(moments))
    assert 0 < len(mailbox.letters) < 3
    assert Message.objects.filter(mail=Mail.WAITING, fault="slow").count() == 3 - len(
        mailbox.letters
    )


def test_a_broken_calendar_goes_along_as_it_is(ward, mailbox, lan):
    make_message(lan.member.pk, calendar="METHOD\n=:")
    assert run(ward, mailbox).sent == 1


def test_without_a_server_letters_are_only_counted(ward, invitation, settings, caplog):
    settings.KHE_SMTP = ""
    caplog.set_level(logging.INFO)
    jobs.carry()
    invitation.refresh_from_db()
    assert (invitation.mail, invitation.read_at) == (Mail.NONE, None)
    assert "1 messages stay in the inbox only" in caplog.text
    assert ADDRESS not in caplog.text
    assert "Lan" not in caplog.text


def test_the_job_mails_and_says_nothing_of_anybody(ward, mailbox, invitation, settings, caplog):
    caplog.set_level(logging.DEBUG)
    settings.KHE_SMTP, settings.KHE_MAIL_FROM = mailbox.address, "khe@phuong.example"
    Message.objects.update(made_at=jobs.now())
    mailbox.answers = ["451 later, lan@phuong.example"]
    jobs.carry()
    Message.objects.update(retry_at=None)
    jobs.carry()
    assert len(mailbox.letters) == 1
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("khe")]
    assert ours == ["mail: Count(sent=0, later=1, given_up=0)"]


def test_the_job_waits_quietly_for_a_server_that_is_down(ward, invitation, settings, caplog):
    settings.KHE_SMTP = Mailbox().address
    Message.objects.update(made_at=jobs.now())
    jobs.carry()
    assert "the server does not answer (ConnectionRefusedError 111)" in caplog.text
    invitation.refresh_from_db()
    assert invitation.mail == Mail.WAITING


@pytest.mark.parametrize(
    "address, port", [("smtp://a.example", 25), ("starttls://u:p%40@a.example", 587),
                      ("smtps://a.example:4650", 4650)]
)  # fmt: skip
def test_a_server_is_read_from_its_address(address, port):
    server = smtp.parsed(address)
    assert (server.host, server.port) == ("a.example", port)
    assert "p@" not in repr(server)


@pytest.mark.parametrize(
    "address", ["mail.example", "http://a.example", "smtps://", "smtp://a:x", "smtp://a/b"]
)
def test_an_address_of_a_server_that_is_none_is_refused_without_repeating_it(address):
    with pytest.raises(smtp.BadAddress) as refused:
        smtp.parsed(address)
    assert address not in str(refused.value).split()


class Together:
    """A line that hands on its first letter only when the other worker holds letters too."""

    def __init__(self, line, both):
        self.line, self.both, self.met = line, both, False

    def send(self, letter):
        if not self.met:
            self.both.wait(timeout=30)
            self.met = True
        self.line.send(letter)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_every_letter_once(mailbox):
    ward = Authority.objects.create(code="hai-tho", name="Phường Hai Thợ")
    with acting_for(ward):
        member = Member.objects.create(name="Lê Thị Lan", sort_name="lan le thi", email=ADDRESS)
        for n in range(60):
            make_message(member.pk, f"k{n}")
    both = Barrier(2)

    def work(_):
        try:
            with smtp.conversation(smtp.parsed(mailbox.address)) as line:
                return carrying.carry(ward, Together(line, both), POST, lambda: LATER).sent
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        sent = list(workers.map(work, range(2)))
    assert sum(sent) == 60
    ids = [letter["Message-ID"] for letter in mailbox.letters]
    assert (len(ids), len(set(ids))) == (60, 60)
    assert min(sent) > 0
    with acting_for(ward):
        assert Message.objects.filter(mail=Mail.SENT).count() == 60

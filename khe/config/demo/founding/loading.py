"""Loading the dataset: the chapters in order, and a few accounts to look at the result with."""

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.base.people.models import Member, User
from khe.config.demo.founding import (
    Story,
    organisation,
    remedying,
    reviewing,
    schooling,
    studying,
)

ACCOUNTS = {  # login: post, as tenures.csv had it at the end
    "bithu2015": "bt",
    "thuongtruc2015": "pbt",
    "tuyengiao2015": "tg",
    "tochuc2015": "tc",
}


def load(authority: Authority, password: str) -> int:
    """Tell the story of 2010–2015 in one transaction; return how many people it has, 0 and no change
    when it was told before."""
    with acting_for(authority):
        if Member.objects.exists():
            return 0
        story = Story(authority, system(authority, "Văn thư Đảng ủy (nhập lại hồ sơ)"))
        for chapter in (organisation, studying, schooling):
            chapter.tell(story)
        remedying.tell(story, reviewing.tell(story))
        _give_accounts(story, password)
        return len(story.members)


def _give_accounts(story: Story, password: str) -> None:
    for login, post in ACCOUNTS.items():
        tenure = story.posts[post].tenures.select_related("member").get(ended=None)
        user = User(username=login, authority=story.authority, first_name=tenure.member.name)
        user.set_password(password)
        user.save()
        tenure.member.user_id = user.pk
        tenure.member.save(update_fields=["user_id"])

"""A desk that counts for these tests: posts by body, a secret of personnel, a source that is gone."""

from khe.base.figures import Definition, Figure, Record
from khe.base.people.models import Body, Post

POSTS = Definition("probe.posts", "Chức danh còn trống", "person", "down", axes=("body",))
HELD = Definition("probe.held", "Chức danh có người", better="up", axes=("body",), least=2)
SECRET = Definition("probe.secret", "Chuyện riêng", "person", readers=("personnel",))
GONE = Definition("probe.gone", "Số của phần mềm cũ", retired="phần mềm cũ đã dừng từ 2025")
DEFINITIONS = (POSTS, HELD, SECRET, GONE)


def of(actor, period):
    """Yield the posts, each with its body."""
    posts = {
        body: list(Post.objects.filter(body=body).order_by("id")) for body in Body.objects.all()
    }
    ids = tuple(one.pk for own in posts.values() for one in own)
    parts = tuple(
        Figure(f"probe.posts.body:{body.pk}", body.name, len(own), unit="person",
               records=tuple(p.pk for p in own))
        for body, own in posts.items()
    )  # fmt: skip
    shares = tuple(
        Figure(f"probe.held.body:{body.pk}", body.name, len(own), len(own),
               records=tuple(p.pk for p in own))
        for body, own in posts.items()
    )  # fmt: skip
    yield Figure("probe.posts", POSTS.label, len(ids), unit="person", records=ids,
                 url="/to-chuc/", breakdown=parts)  # fmt: skip
    yield Figure(
        "probe.held", HELD.label, len(ids), len(ids), records=ids, of=ids, breakdown=shares
    )
    yield Figure("probe.secret", SECRET.label, 1, unit="person")


def named(actor, ids, at):
    """Yield the titles of posts."""
    for post in Post.objects.filter(pk__in=ids):
        yield post.pk, Record(post.title, f"/to-chuc/chuc-danh/{post.pk}/")

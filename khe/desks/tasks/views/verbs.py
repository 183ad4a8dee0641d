"""One page per verb. All verbs are asked and done alike; what differs stands in two tables:
`pages.verbs.VERBS` (words and rule) and `forms.verbs.FORMS` (what must be known)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from khe.base.files.uploads import received
from khe.base.refusal import Refused
from khe.base.web.entering import View, acting, get_and_post, people_only
from khe.base.web.responses import done, look_again
from khe.desks.tasks import actions, queries
from khe.desks.tasks.forms.verbs import FORMS, Ask
from khe.desks.tasks.models import Task
from khe.desks.tasks.pages import verbs
from khe.desks.tasks.views import detail
from khe.desks.tasks.views.common import found

PAGE = "tasks/verb.html#ask"


def page_of(name: str) -> View:
    """Return the view of a verb: GET asks, POST does."""

    def view(request: HttpRequest, code: str) -> HttpResponse:
        task = found(request, code)
        seen = detail.seen(request, task)
        form = _form(request, name, seen)
        if request.method == "POST":
            return _do(request, name, task, form)
        reason = verbs.VERBS[name].why_not(seen)
        return _again(request, name, task, form, reason, status=409 if reason else 200)

    view.__name__, view.__doc__ = name, f"Ask for and do: {name}."
    return get_and_post(people_only(view))


def _form(request: HttpRequest, name: str, seen: verbs.Seen) -> Ask:
    data = request.POST if request.method == "POST" else None
    return FORMS[name](data, task=seen.task, co_ids=seen.co_ids, **acting(request))


def _do(request: HttpRequest, name: str, task: Task, form: Ask) -> HttpResponse:
    """Do it, unless the task moved on since it was seen; what was typed is never lost."""
    if not form.is_valid():
        return _again(request, name, task, form, None, status=422)
    try:
        facts = form.facts()
        if "evidence" in form.fields:
            facts["files"] = received(request, "evidence")
        actions.refuse_stale(task.code, seen=form.cleaned_data["seen"])
        getattr(actions, name)(task.code, **facts, **acting(request))
    except Refused as refused:
        return _again(request, name, task, form, refused.reason, status=409)
    may_see = queries.visible_to(request.actor, request.at).filter(pk=task.pk).exists()
    say, draft = str(verbs.VERBS[name].done), draft_of(name, task)
    return done(request, None, {}, task if may_see else "tasks:list", say=say, draft=draft)


def _again(
    request: HttpRequest, name: str, task: Task, form: Ask, reason: Any, status: int
) -> HttpResponse:
    verb = verbs.VERBS[name]
    context = {
        "task": task, "verb": verb, "form": form, "reason": reason,
        "url": verbs.address(verb, task.code), "draft": draft_of(name, task),
    }  # fmt: skip
    return look_again(request, PAGE, context, status)


def draft_of(name: str, task: Task) -> str:
    """Return the name under which the browser keeps what is typed."""
    return f"{name}-{task.pk}"

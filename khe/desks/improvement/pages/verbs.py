"""What may be done to a shortcoming, by whom, and why not: the buttons. Pure.

A verb is an action, an address and a form of the same name; its rule is the action's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor
from khe.desks.improvement.queries.wholes import Whole
from khe.desks.improvement.refusals import Refusal
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import Status


@dataclass(frozen=True)
class Verb:
    """One thing that can be done to a shortcoming."""

    name: str
    label: Any
    icon: str
    why_not: Callable[[Whole, Actor], Any]
    risk: bool = False


@dataclass(frozen=True)
class Button:
    """A verb on the page of one shortcoming, for one person."""

    verb: Verb
    url: str
    reason: Any = None


@dataclass(frozen=True)
class Choice:
    """The buttons: what comes next, what else may be done, what not and why."""

    first: Button | None = None
    others: list[Button] = field(default_factory=list)
    folded: list[tuple[Any, list[Button]]] = field(default_factory=list)


def why_not_judge(w: Whole, by: Actor) -> Any:
    """Return why it may not be judged now, as the action would say."""
    used = Refusal.WINDOW_USED if any(link.judged_at for link in w.links) else None
    return rules.why_not_judge(w.shortcoming, by, w.windows, w.has_measures, w.day) or used


def why_not_close(w: Whole, by: Actor) -> Any:
    """Return why it may not be closed now, as the action would say."""
    return rules.why_not_close(w.shortcoming, by, w.verdict, bool(w.evidence))


VERBS = {
    verb.name: verb
    for verb in (
        Verb("judge", _("Kết luận theo số đo"), "gavel", why_not_judge),
        Verb("close", _("Duyệt và đóng"), "circle-check", why_not_close),
        Verb("add_measure", _("Thêm biện pháp"), "plus",
             lambda w, by: rules.why_not_remedy(w.shortcoming, by)),
        Verb("link", _("Gắn chỉ tiêu đo"), "gauge",
             lambda w, by: rules.why_not_remedy(w.shortcoming, by)),
        Verb("add_evidence", _("Thêm minh chứng"), "paperclip",
             lambda w, by: rules.why_not_evidence(w.shortcoming, by, "-", "")),
        Verb("edit", _("Sửa nội dung"), "edit", lambda w, by: rules.why_not_edit(w.shortcoming, by)),
        Verb("reopen", _("Mở lại"), "repeat", lambda w, by: rules.why_not_reopen(w.shortcoming, by)),
        Verb("drop", _("Thôi theo dõi"), "ban",
             lambda w, by: rules.why_not_drop(w.shortcoming, by), risk=True),
    )
}  # fmt: skip
OBVIOUS = (Refusal.NOT_CLOSED, Refusal.CLOSED_ALREADY, Refusal.DROPPED_ALREADY)


def first_names(w: Whole) -> tuple[str, ...]:
    """Return what comes next, in order of preference."""
    if w.shortcoming.status == Status.RELAPSED and w.next_doing:
        return ("link", "add_measure")
    if not w.has_measures or w.shortcoming.status == Status.RELAPSED:
        return ("add_measure",)
    return ("judge", "close", "link") if not w.links else ("judge", "close")


def choice(w: Whole, by: Actor) -> Choice:
    """Return the buttons of a shortcoming for a person."""
    buttons = {
        name: Button(
            verb, reverse(f"improvement:{name}", args=[w.shortcoming.pk]), verb.why_not(w, by)
        )
        for name, verb in VERBS.items()
    }
    first = next((buttons[name] for name in first_names(w) if not buttons[name].reason), None)
    others = [b for b in buttons.values() if not b.reason and b is not first]
    folded: dict[Any, list[Button]] = {}
    for button in buttons.values():
        if button.reason and button.reason not in OBVIOUS:
            folded.setdefault(button.reason, []).append(button)
    return Choice(first, others, list(folded.items()))

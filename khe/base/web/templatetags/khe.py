"""The parts every page is built from. In a template: {% load khe %}. See khe/base/web/README.md."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.utils import flatatt
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from khe.base.web import charts, icons, phrases
from khe.base.web.parts import NOTE_ICONS, STATUS_ICONS, Bar, Day, Happening, Share, Step, widths
from khe.base.web.parts import slices as lay_out

register = template.Library()

DAY_CLASS = {"counted": "c", "makeup": "m", "paused": "p", "holiday": "f", "off": "o"}


class IconNode(template.Node):
    """An icon; a name that does not exist is found when the page is loaded, not when shown."""

    def __init__(self, name: FilterExpression, css: FilterExpression | None) -> None:
        self.name, self.css = name, css

    def render(self, context: template.Context) -> SafeString:
        """Draw it."""
        css = self.css.resolve(context) if self.css else ""
        return icons.draw(str(self.name.resolve(context)), str(css))


@register.tag
def icon(parser: Parser, token: Token) -> IconNode:
    """Draw an outline icon: {% icon "clock" %} or {% icon "clock" "tx-late" %}."""
    bits = token.split_contents()[1:]
    if not 1 <= len(bits) <= 2:
        raise template.TemplateSyntaxError("icon takes a name and perhaps a css class")
    if bits[0][0] in "\"'" and icons.is_missing(bits[0][1:-1]):
        raise template.TemplateSyntaxError(f"no outline icon is called {bits[0]}")
    return IconNode(
        parser.compile_filter(bits[0]), parser.compile_filter(bits[1]) if bits[1:] else None
    )


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """Show a status: icon, word and colour. Kinds: late, soon, work, wait, done, idle."""
    drawn = icons.draw(STATUS_ICONS[kind])
    return format_html('<span class="st st-{}">{}{}</span>', kind, drawn, text)


@register.simple_tag(name="remaining")
def remaining_tag(minutes: int | None, working: bool = True, soon: int = phrases.DAY) -> SafeString:
    """Show the time left with its icon and colour. Minutes; negative when overdue; None: no clock."""
    kind = phrases.urgency(minutes, soon)
    return format_html(
        '<b class="b tx-{}">{} {}</b>',
        kind,
        icons.draw(STATUS_ICONS[kind]),
        capfirst(phrases.remaining(minutes, working=working)),
    )


@register.filter(name="remaining")
def remaining_filter(minutes: int | None) -> str:
    """Say the time left in words only, in working minutes."""
    return phrases.remaining(minutes)


@register.filter
def urgency(minutes: int | None) -> str:
    """Return late, soon, work or idle."""
    return phrases.urgency(minutes)


@register.filter
def working_time(minutes: int | None) -> str:
    """Say a length of working time: "2 ngày 7 giờ 48 phút"."""
    return "" if minutes is None else phrases.duration(minutes)


@register.filter
def localtime_vi(at: datetime | None, form: str = "short") -> str:
    """Say a moment: "15:00 Thứ Năm 27/08"; with "long" also the year."""
    return phrases.moment(at, year=form == "long") if at else ""


@register.filter
def day_vi(day: date | None, form: str = "long") -> str:
    """Say a day: "Thứ Năm, 27/08/2026"; with "short" "T5 27/08"."""
    return phrases.day_text(day, year=form == "long") if day else ""


@register.filter
def whole(number: int | None) -> str:
    """Group thousands: 1.286."""
    return "–" if number is None else phrases.whole(number)


@register.filter
def decimal(number: float | None, places: int = 1) -> str:
    """Show a decimal number: 97,4."""
    return "–" if number is None else phrases.decimal(number, places)


@register.filter
def percent_of(part: int, total: int) -> str:
    """Show a share in percent: 97,4%."""
    return phrases.percent(part, total)


@register.filter
def out_of(part: int, total: int) -> str:
    """Name the denominator: 1.286 trong 1.320."""
    return phrases.out_of(part, total)


@register.filter
def money(dong: int | None) -> str:
    """Show an amount: 75.000 đ."""
    return "" if dong is None else phrases.money(dong)


register.filter("masked_id", phrases.masked_id)
register.filter("masked_phone", phrases.masked_phone)
register.filter("initials", phrases.initials)


@register.inclusion_tag("web/parts.html#tile")
def tile(
    label: str,
    value: Any,
    unit: str = "",
    icon: str = "",
    kind: str = "",
    url: str = "",
    detail: str = "",
    after: str = "",
) -> dict[str, Any]:
    """Show a figure: what it is, the figure, and what it is out of (`detail`, linked to `url`)."""
    icon = icon or STATUS_ICONS.get(kind, "")
    return {k: v for k, v in locals().items() if v is not None}


@register.inclusion_tag("web/parts.html#bars")
def bars(items: Sequence[Bar], label: str = "") -> dict[str, Any]:
    """Show a list of bars, the longest filling the line; each names its figure."""
    return {"rows": widths(items), "label": label}


@register.inclusion_tag("web/parts.html#share")
def share(items: Sequence[Share], label: str, table: bool = True) -> dict[str, Any]:
    """Show whose time it was: one bar in parts, with its table."""
    return {"slices": lay_out(items), "items": items, "label": label, "table": table}


@register.inclusion_tag("web/parts.html#days")
def days(items: Iterable[Day], label: str, legend: bool = True) -> dict[str, Any]:
    """Show the days of the legal clock as a strip."""
    strip = [(DAY_CLASS[item.kind], phrases.weekday_short(item.day), item) for item in items]
    return {"strip": strip, "label": label, "legend": legend}


@register.inclusion_tag("web/parts.html#steps")
def steps(items: Sequence[Step], label: str = "") -> dict[str, Any]:
    """Show the way: steps done, the current one, steps to come."""
    return {"items": items, "label": label}


@register.inclusion_tag("web/parts.html#timeline")
def timeline(items: Iterable[Happening]) -> dict[str, Any]:
    """Show what happened, newest first or as given."""
    rows = [(item, item.icon or STATUS_ICONS.get(item.kind, "point")) for item in items]
    return {"rows": rows}


@register.inclusion_tag("web/parts.html#empty")
def empty(title: str, text: str = "", url: str = "", action: str = "", icon: str = "") -> dict:
    """Show that a list is empty, why, and where to go. Without `icon` the work is done."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("web/parts.html#pager", takes_context=True)
def pager(context: template.Context, page: Any, name: str = "page") -> dict[str, Any]:
    """Show where one is in a Django Page; keeps the other words of the address."""
    query = context["request"].GET.copy()

    def at(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "before": at(page.previous_page_number()) if page.has_previous() else "",
        "after": at(page.next_page_number()) if page.has_next() else "",
        "first": page.start_index(),
        "last": page.end_index(),
        "total": page.paginator.count,
    }


@register.inclusion_tag("web/parts.html#turner")
def turner(before: str = "", after: str = "", text: str = "") -> dict[str, Any]:
    """Show links to the pages before and after, for lists that are not counted (keyset pages)."""
    return {"before": before, "after": after, "text": text}


@register.simple_block_tag
def card(content: str, title: str = "", aside: str = "", id: str = "", css: str = "") -> SafeString:
    """Put content into a card: {% card title="…" %}…{% endcard %}; `aside` stands on the right."""
    head = _head(title, aside, id)
    label = format_html(' aria-labelledby="h-{}"', id) if id and title else ""
    return format_html(
        '<section class="k-card {}"{}>{}<div class="bd">{}</div></section>',
        css,
        label,
        head,
        content,
    )


@register.simple_block_tag
def tablecard(content: str, title: str, aside: str = "", id: str = "bang") -> SafeString:
    """Put a <table class="k-table"> into a card that scrolls sideways on small screens."""
    return format_html(
        '<section class="k-card" aria-labelledby="h-{}">{}'
        '<div class="k-scroll" tabindex="0" role="group" aria-labelledby="h-{}">{}</div></section>',
        id,
        _head(title, aside, id),
        id,
        content,
    )


def _head(title: str, aside: str, id: str) -> SafeString | str:
    if not title:
        return ""
    own = format_html(' id="h-{}"', id) if id else ""
    right = format_html('<span class="sm mut">{}</span>', aside) if aside else ""
    return format_html('<div class="hd"><h2{}>{}</h2>{}</div>', own, title, right)


@register.simple_block_tag
def note(content: str, kind: str = "work", icon: str = "", role: str = "") -> SafeString:
    """Say what happened, why, what to do: {% note "late" %}<b>…</b> …{% endnote %}."""
    drawn = icons.draw(icon or NOTE_ICONS[kind])
    said = format_html(' role="{}"', role) if role else ""
    return format_html('<div class="k-note {}"{}>{}<div>{}</div></div>', kind, said, drawn, content)


@register.inclusion_tag("web/parts.html#field")
def field(
    bound: BoundField, label: str = "", hint: str = "", css: str = "", optional: bool = True
) -> dict[str, Any]:
    """Show a form field whole: label, control, error, hint. Radio buttons become a group."""
    widget = bound.field.widget
    kind = "one"
    if isinstance(widget, forms.CheckboxInput):
        kind = "check"
    elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "many"
    return {
        "field": bound,
        "kind": "hidden" if bound.is_hidden else kind,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "css": css,
        "optional": optional and not bound.field.required,
        "segmented": kind == "many" and "k-seg" in widget.attrs.get("class", ""),
        "hint_id": f"{bound.auto_id}_helptext",
    }


@register.simple_tag
def control(bound: BoundField, hint: str = "") -> SafeString:
    """Show only the control of a field, with our classes and what describes it."""
    widget = bound.field.widget
    own = widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"{_control_class(widget)} {own}".strip()}
    if bound.errors:
        attrs["class"] += " is-invalid"
    if widget.attrs.get("placeholder") == bound.field.label:
        attrs["placeholder"] = ""  # one that only repeats the label is noise
    described = [f"{bound.auto_id}_helptext"] if hint else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if type(widget) is forms.Select:
        return _select(bound, attrs)
    return bound.as_widget(attrs=attrs)


def _select(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """Draw a select as Django's templates do, in one go: they are rendered once an option, and a list
    of 300 people then takes longer than the rest of the page."""
    widget = bound.field.widget
    attrs = bound.build_widget_attrs(attrs, widget)
    if "id" not in widget.attrs:
        attrs.setdefault("id", bound.auto_id)
    drawn = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
    groups = [
        (group, format_html_join("", '<option value="{}"{}>{}</option>', map(_option, options)))
        for group, options, _index in drawn["optgroups"]
    ]
    inside = format_html_join(
        "",
        "{}",
        (
            (format_html('<optgroup label="{}">{}</optgroup>', group, made) if group else made,)
            for group, made in groups
        ),
    )
    return format_html(
        '<select name="{}"{}>{}</select>', drawn["name"], flatatt(drawn["attrs"]), inside
    )


def _option(one: dict[str, Any]) -> tuple[str, SafeString, Any]:
    """Return what an option is made of: value, attributes, words."""
    return str(one["value"]), flatatt(one["attrs"]), one["label"]


@register.simple_tag
def box(one: BoundWidget) -> SafeString:
    """Draw the box of one choice among many: what `{{ one.tag }}` draws, without a template for each."""
    facts = {key: one.data[key] for key in ("type", "name", "value")}
    return format_html("<input{}>", flatatt({**facts, **one.data["attrs"]}))


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.inclusion_tag("web/parts.html#errors")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """Say above a form what must be put right, each with a link to its field."""
    wrong = [bound for bound in form if bound.errors]
    return {"wrong": wrong, "general": form.non_field_errors()}


@register.inclusion_tag("web/parts.html#chart")
def chart(figure: charts.Figure) -> dict[str, Any]:
    """Show a chart of khe.base.web.charts, wide and narrow, with its table."""
    return {"figure": figure}


@register.inclusion_tag("web/parts.html#small_chart")
def small_chart(figure: charts.Figure) -> dict[str, Any]:
    """Show a chart of `card_charts.card_chart` on a card; its table is for those who do not see it."""
    return {"figure": figure}

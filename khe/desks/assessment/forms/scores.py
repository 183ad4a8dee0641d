"""Points by criterion: what was typed is never lost, each fault stands at its criterion."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.desks.assessment import rules
from khe.desks.assessment.rules import Criterion, Fact, FrameData, Score
from khe.desks.assessment.rules.frames import number, plain
from khe.desks.assessment.states import BANDS, FACTS, Band


@dataclass
class Line:
    """One criterion of the form: its fields, or the points that records give."""

    criterion: Criterion
    points: Any
    evidence: Any
    note: Any
    counted: Decimal | None
    fact: Fact | None
    other: Score | None = None  # what the subject gave themselves
    wrong: bool = False


class ScoreForm(forms.Form):
    """Fields p-, e-, n- (points, evidence, note) by criterion, and a note on the whole."""

    note = forms.CharField(
        label=_("Nhận xét chung"), required=False, max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, frame: FrameData, facts: Mapping[str, Fact],
        before: Mapping[str, Any] | None = None, others: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`before` is what was given last time, `others` what the subject gave themselves."""
        super().__init__(*args, **kwargs)
        self.frame, self.facts, self.others = frame, facts, others or {}
        for criterion in frame.criteria:
            self._add(criterion, (before or {}).get(criterion.key, {}))
        self.order_fields([*(n for n in self.fields if n != "note"), "note"])

    def _add(self, c: Criterion, before: Mapping[str, Any]) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "data-points": plain(c.max)}
        self.fields[f"p-{c.key}"] = forms.CharField(
            label=_("Điểm: %(title)s") % {"title": c.title}, required=False, max_length=12,
            initial=str(before.get("points", "")).replace(".", ","), widget=forms.TextInput(attrs),
        )  # fmt: skip
        self.fields[f"e-{c.key}"] = forms.CharField(
            label=_("Minh chứng: %(title)s") % {"title": c.title}, required=False, max_length=500,
            initial=before.get("evidence", ""),
        )  # fmt: skip
        self.fields[f"n-{c.key}"] = forms.CharField(
            label=_("Ghi chú: %(title)s") % {"title": c.title}, required=False, max_length=500,
            initial=before.get("note", ""),
        )  # fmt: skip

    def scores(self) -> dict[str, Score]:
        """Return what was typed, by criterion."""
        data = getattr(self, "cleaned_data", {})
        return {
            c.key: Score(
                str(data.get(f"p-{c.key}", "")).replace(",", "."), data.get(f"n-{c.key}", ""),
                data.get(f"e-{c.key}", ""),
            )
            for c in self.frame.criteria
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Put each fault at its criterion."""
        data = super().clean() or self.cleaned_data
        for key, why in rules.score_faults(self.frame, self.scores(), self.facts).items():
            field = f"e-{key}" if why.value == "no_evidence" else f"p-{key}"
            self.add_error(field, str(why.label))
        return data

    def lines(self) -> list[tuple[str, list[Line]]]:
        """Return the criteria by group, in the order of the frame."""
        found: dict[str, list[Line]] = {}
        for c in self.frame.criteria:
            counted = rules.computed(c, self.facts)
            other = self.others.get(c.key)
            names = [f"{part}-{c.key}" for part in "pen"]
            line = Line(
                c, self[names[0]], self[names[1]], self[names[2]], counted,
                self.facts.get(c.source), Score.of(other) if other else None,
                any(name in self.errors for name in names) if self.is_bound else False,
            )  # fmt: skip
            found.setdefault(c.group, []).append(line)
        return list(found.items())


class ProposalForm(ScoreForm):
    """The head's proposal: points, the facts that no record holds, the band."""

    band = forms.ChoiceField(
        label=_("Đề xuất xếp loại"), choices=Band.choices,
        widget=forms.RadioSelect({"class": "form-check-input"}),
        error_messages={"required": _("Hãy chọn một trong bốn mức.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in self.frame.typed:
            fact = self.facts.get(key)
            value = plain(fact.value) if fact and fact.value is not None else "0"
            name = key.replace(".", "-")
            self.fields[f"v-{name}"] = forms.CharField(
                label=FACTS[key], initial=value, max_length=12, required=False,
                widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"w-{name}"] = forms.CharField(
                label=_("Căn cứ: %(title)s") % {"title": FACTS[key]}, required=False,
                initial=fact.evidence if fact else "", max_length=500,
                help_text=_("Bắt buộc khi khác 0."),
            )  # fmt: skip

    def typed(self) -> dict[str, Fact]:
        """Return the typed facts."""
        found = {}
        for key in self.frame.typed:
            name = key.replace(".", "-")
            value = number(self.cleaned_data.get(f"v-{name}", ""))
            found[key] = Fact(value, evidence=self.cleaned_data.get(f"w-{name}", ""))
        return found

    def clean(self) -> dict[str, Any]:
        """Put the fault of a typed fact at its field, and that of the band at the band."""
        data = super().clean()
        typed = self.typed()
        for key, fact in typed.items():
            name = key.replace(".", "-")
            if fact.value is None or not 0 <= fact.value <= 10_000:
                self.add_error(f"v-{name}", _("Hãy ghi một số từ 0 trở lên."))
            elif fact.value and not fact.evidence.strip():
                self.add_error(f"w-{name}", _("Hãy ghi căn cứ (văn bản, số liệu)."))
        if not self.errors:
            self._check_band(data, {**self.facts, **typed})
        return data

    def _check_band(self, data: dict[str, Any], facts: dict[str, Fact]) -> None:
        points = rules.total(self.frame, self.scores(), facts)
        if why := rules.why_not_band(self.frame, points, data["band"], facts):
            self.add_error("band", str(why.label))
        elif rules.known_better(self.frame, points, data["band"], facts) and not data["note"]:
            self.add_error("note", _("Đề xuất thấp hơn mức đạt được: hãy ghi lý do."))

    def typed_lines(self) -> list[tuple[Any, Any]]:
        """Return the (value, evidence) fields of the typed facts."""
        names = [key.replace(".", "-") for key in self.frame.typed]
        return [(self[f"v-{name}"], self[f"w-{name}"]) for name in names]

    def highest(self) -> str:
        """Return the best band the typed points allow, or '' while something is missing."""
        if not self.is_bound or not hasattr(self, "cleaned_data"):
            return ""
        facts = {**self.facts, **self.typed()}
        if rules.score_faults(self.frame, self.scores(), facts):
            return ""
        return rules.highest(self.frame, rules.total(self.frame, self.scores(), facts), facts)


def floors(frame: FrameData) -> list[tuple[str, str]]:
    """Return (band, points from) for the script that shows the band while one types."""
    return [(band, str(start)) for band, start in frame.bands if band in BANDS]

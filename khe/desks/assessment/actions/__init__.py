"""Changing assessments: one function per verb. Call through the module: `actions.propose(...)`."""

from khe.desks.assessment.actions.campaigns import begin_deciding, conclude, open_campaign
from khe.desks.assessment.actions.deciding import decide, decide_many
from khe.desks.assessment.actions.exporting import note_export
from khe.desks.assessment.actions.frames import load_shipped, save_frame
from khe.desks.assessment.actions.planning import plan
from khe.desks.assessment.actions.steps import leave_out, note_opinion, propose, self_assess

__all__ = [
    "begin_deciding", "conclude", "decide", "decide_many", "leave_out", "load_shipped",
    "note_export", "note_opinion", "open_campaign", "plan", "propose", "save_frame", "self_assess",
]  # fmt: skip

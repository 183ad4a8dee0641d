"""The spreadsheet of a round's learners and seats: out, in, and what one that comes back would change."""

from khe.desks.study.lists.importing import learner_import
from khe.desks.study.lists.sheet import learner_rows, learner_sheet

__all__ = ["learner_import", "learner_rows", "learner_sheet"]

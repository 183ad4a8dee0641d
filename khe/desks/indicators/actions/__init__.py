"""Everything that can be done with indicators: define, aim, enter, freeze, read, retire."""

from khe.desks.indicators.actions.defining import change, define, retire, set_target
from khe.desks.indicators.actions.entering import enter
from khe.desks.indicators.actions.freezing import freeze, keep
from khe.desks.indicators.actions.packing import open_item, weigh
from khe.desks.indicators.actions.phasing import begin_phase, drop_phase
from khe.desks.indicators.actions.rolling import Rolled, roll_up
from khe.desks.indicators.actions.summing import drop_partition, save_partition

__all__ = [
    "Rolled", "begin_phase", "change", "define", "drop_partition", "drop_phase", "enter", "freeze",
    "keep", "open_item", "retire", "roll_up", "save_partition", "set_target", "weigh",
]  # fmt: skip

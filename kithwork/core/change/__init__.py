"""Reliable change: is the difference between two scores more than error of measurement?"""

from kithwork.core.change.basis import ChangeBasis, ChangeError, Reliability
from kithwork.core.change.result import Change, Verdict
from kithwork.core.change.verdicts import change_between, raw_change

__all__ = [
    "Change",
    "ChangeBasis",
    "ChangeError",
    "Reliability",
    "Verdict",
    "change_between",
    "raw_change",
]

"""Reliable change: is the difference between two scores more than error of measurement?"""

from kithwork.core.change.basis import ChangeBasis, ChangeError, Reliability
from kithwork.core.change.cut_offs import CutOffs, Population, cut_offs
from kithwork.core.change.methods import Index, Method, Retested, index_by, indices
from kithwork.core.change.numbers_needed import NumberNeeded, number_needed, number_needed_of_d
from kithwork.core.change.result import Change, Verdict
from kithwork.core.change.verdicts import change_between, raw_change

__all__ = [
    "Change",
    "ChangeBasis",
    "ChangeError",
    "CutOffs",
    "Index",
    "Method",
    "NumberNeeded",
    "Population",
    "Reliability",
    "Retested",
    "Verdict",
    "change_between",
    "cut_offs",
    "index_by",
    "indices",
    "number_needed",
    "number_needed_of_d",
    "raw_change",
]

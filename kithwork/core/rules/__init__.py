"""The closed rule language: conditions over facts, three-valued, with reasons.

Needs, bands, flags, warnings, definitions of left-behind and eligibility are written in it, as
text in the catalogue. Here are its syntax tree, its types and the interpreter for one student;
`kithwork.cohort.rules` interprets the same tree for a table of students.
"""

from kithwork.core.rules.evaluation import FactReason, Truth, Verdict, evaluate, whole_years
from kithwork.core.rules.facts import (
    Fact,
    FactError,
    Facts,
    FactType,
    Kind,
    Vocabulary,
    check_facts,
    check_value,
)
from kithwork.core.rules.kinds import RuleError, check
from kithwork.core.rules.ladders import Climb, Ladder, Level, climb, ladder_facts
from kithwork.core.rules.syntax import Condition, facts_of, leaves

__all__ = [
    "Climb",
    "Condition",
    "Fact",
    "FactError",
    "FactReason",
    "FactType",
    "Facts",
    "Kind",
    "Ladder",
    "Level",
    "RuleError",
    "Truth",
    "Verdict",
    "Vocabulary",
    "check",
    "check_facts",
    "check_value",
    "climb",
    "evaluate",
    "facts_of",
    "ladder_facts",
    "leaves",
    "whole_years",
]

"""Levels of danger, their clocks, and who is told next."""

from kithwork.core.safety.episodes import (
    HIGH,
    EpisodeFacts,
    Step,
    StepSaid,
    may_record,
    next_step,
)
from kithwork.core.safety.escalation import (
    EscalationStep,
    GuardianNotice,
    escalation,
    guardian_notice,
    may_lower,
    told_by,
)
from kithwork.core.safety.levels import EscalationRule, Level, LevelRule, due_by

__all__ = [
    "HIGH",
    "EpisodeFacts",
    "EscalationRule",
    "EscalationStep",
    "GuardianNotice",
    "Level",
    "LevelRule",
    "Step",
    "StepSaid",
    "due_by",
    "escalation",
    "guardian_notice",
    "may_lower",
    "may_record",
    "next_step",
    "told_by",
]

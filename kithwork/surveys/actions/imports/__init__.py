"""Answers from a file: each row a filled-in form, saved with all others or not at all."""

from kithwork.surveys.actions.imports.planning import AnswersPlan, plan_answers
from kithwork.surveys.actions.imports.saving import import_answers

__all__ = ["AnswersPlan", "import_answers", "plan_answers"]

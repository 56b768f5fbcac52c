"""How well a questionnaire measured: a section of a report, from the answers behind scores."""

from kithwork.documents.questionnaires.answers import Answers, answers_of
from kithwork.documents.questionnaires.section import quality

__all__ = ["Answers", "answers_of", "quality"]

"""Campaigns, invitations, and questionnaires that were filled in, with their scores."""

from kithwork.surveys.models.administrations import Administration, ScoreResult
from kithwork.surveys.models.campaigns import Campaign
from kithwork.surveys.models.invitations import GuardianRequest, Invitation
from kithwork.surveys.models.wordings import InstrumentWording

__all__ = [
    "Administration",
    "Campaign",
    "GuardianRequest",
    "InstrumentWording",
    "Invitation",
    "ScoreResult",
]

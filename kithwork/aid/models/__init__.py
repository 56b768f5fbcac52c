"""What a school gives: programmes and services, its policies, and who receives what since when."""

from kithwork.aid.models.awards import Award
from kithwork.aid.models.policies import PolicyClause, PolicyDocument
from kithwork.aid.models.programmes import NothingGiven, Programme, ProgrammeTerms

__all__ = [
    "Award",
    "NothingGiven",
    "PolicyClause",
    "PolicyDocument",
    "Programme",
    "ProgrammeTerms",
]

"""Cases and all that belongs to them: the golden thread as rows.

evidence → need → goal → action → contact → change, each link a relation. What people wrote is
sealed under the key of the case and append-only (`versioned`); codes, days and numbers stand in
the clear, for lists and steps are decided from them.
"""

from kithwork.casework.models.cases import Case, CaseMember, StatusEvent
from kithwork.casework.models.choosing import Choosing, Considered
from kithwork.casework.models.complaints import Complaint, ComplaintStep
from kithwork.casework.models.contacts import Contact, Delivered, Task
from kithwork.casework.models.disclosures import Disclosure
from kithwork.casework.models.ecomaps import Ecomap, EcomapTie
from kithwork.casework.models.episodes import EpisodeStep, RiskEpisode
from kithwork.casework.models.evidence import (
    Evidence,
    EvidenceChange,
    EvidenceFor,
    EvidencePlace,
)
from kithwork.casework.models.following import FollowUp
from kithwork.casework.models.genograms import (
    Genogram,
    GenogramBond,
    GenogramHarm,
    GenogramPerson,
)
from kithwork.casework.models.goals import Goal, GoalRating, GoalVersion
from kithwork.casework.models.handovers import Handover, HandoverStep
from kithwork.casework.models.information import InformationGiven, InformationItem, InformationRead
from kithwork.casework.models.needs import CaseNeed, NeedVersion, Problem, ProblemVersion
from kithwork.casework.models.pathways import Pathway, PathwayDecision, PathwayGround
from kithwork.casework.models.plans import (
    Action,
    ActionInPlan,
    CoverageReason,
    Plan,
    Session,
    Stage,
)
from kithwork.casework.models.records import (
    PracticeLesson,
    Record,
    Reflection,
    RestrictedReader,
    RestrictedRecord,
    Signature,
)
from kithwork.casework.models.referrals import Referral, ReferralStep
from kithwork.casework.models.resources import LinkEvent, Resource, ResourceLink
from kithwork.casework.models.risks import RiskSetting
from kithwork.casework.models.seeking import ConsentAttempt, ConsentDecision
from kithwork.casework.models.supervision import SupervisionRecord
from kithwork.casework.models.support import (
    Occasion,
    SupportAnswer,
    SupportCell,
    SupportSheet,
    SupportTie,
    TalkCard,
)

__all__ = [
    "Action",
    "ActionInPlan",
    "Case",
    "CaseMember",
    "CaseNeed",
    "Choosing",
    "Complaint",
    "ComplaintStep",
    "ConsentAttempt",
    "ConsentDecision",
    "Considered",
    "Contact",
    "CoverageReason",
    "Delivered",
    "Disclosure",
    "Ecomap",
    "EcomapTie",
    "EpisodeStep",
    "Evidence",
    "EvidenceChange",
    "EvidenceFor",
    "EvidencePlace",
    "FollowUp",
    "Genogram",
    "GenogramBond",
    "GenogramHarm",
    "GenogramPerson",
    "Goal",
    "GoalRating",
    "GoalVersion",
    "Handover",
    "HandoverStep",
    "InformationGiven",
    "InformationItem",
    "InformationRead",
    "LinkEvent",
    "NeedVersion",
    "Occasion",
    "Pathway",
    "PathwayDecision",
    "PathwayGround",
    "Plan",
    "PracticeLesson",
    "Problem",
    "ProblemVersion",
    "Record",
    "Referral",
    "ReferralStep",
    "Reflection",
    "Resource",
    "ResourceLink",
    "RestrictedReader",
    "RestrictedRecord",
    "RiskEpisode",
    "RiskSetting",
    "Session",
    "Signature",
    "Stage",
    "StatusEvent",
    "SupervisionRecord",
    "SupportAnswer",
    "SupportCell",
    "SupportSheet",
    "SupportTie",
    "TalkCard",
    "Task",
]

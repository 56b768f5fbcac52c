"""What the codes of danger, referral, handover and supervision are called on a page."""

from django.utils.translation import gettext_lazy as _

from kithwork.casework.wording import Named

WHOM: Named = (
    ("guardian", _("a parent or guardian")),
    ("safeguard", _("the safeguarding lead")),
    ("authority", _("police, civil affairs or another authority")),
    ("nobody", _("nobody, for the reason below")),
)
SAFETY_PLAN: Named = (
    ("warning", _("What tells me that it is getting bad")),
    ("self", _("What I can do myself")),
    ("places", _("People and places that take my mind off it")),
    ("adults", _("Adults whom I can ask for help")),
    ("lines", _("Professionals and numbers")),
    ("safe_place", _("Making the place safe (what is locked away, and by whom)")),
    ("reason", _("What I want to live for")),
)
REFERRAL_STEPS: Named = (
    ("received", _("I have received it")),
    ("declined", _("declined")),
    ("answered", _("answered")),
    ("ended", _("ended")),
)
LEAVE: Named = (
    ("consent", _("with consent")),
    ("exception", _("by a lawful exception")),
)
CLIENT_TOLD: Named = (
    ("agrees", _("knows and agrees")),
    ("told", _("knows; what she or he thinks stands below")),
    ("not_told", _("does not know yet, for the reason below")),
)
HANDOVER: Named = (
    ("open", _("What is open, and what comes next")),
    ("promises", _("What was promised, to whom, until when")),
    ("dates", _("Dates and appointments")),
    ("dangers", _("Danger, and what to watch")),
    ("client", _("What the student says to it")),
)
HANDOVER_STEPS: Named = (
    ("taken", _("taken over")),
    ("declined", _("not taken over")),
    ("withdrawn", _("withdrawn")),
)
SUPERVISION: Named = (
    ("individual", _("the two of us")),
    ("group", _("in a group")),
    ("peer", _("among colleagues")),
    ("live", _("sitting in")),
    ("crisis", _("in a crisis")),
)
SUPERVISION_FOR: Named = (
    ("administrative", _("order and duties")),
    ("educational", _("learning")),
    ("supportive", _("support for the worker")),
)
SUPERVISION_WORDS: Named = (
    ("issue", _("What it was about")),
    ("advice", _("What the supervisor advises")),
    ("agreed", _("What is done now")),
    ("wellbeing", _("How the worker is")),
)

"""What the codes of complaints and of what was told outside the team are called on a page."""

from django.utils.translation import gettext_lazy as _

from kithwork.casework.wording import Named

COMPLAINTS: Named = (
    ("complaint", _("a complaint")),
    ("appeal", _("an appeal against a decision")),
)
COMPLAINT_FROM: Named = (
    ("client", _("the student")),
    ("guardian", _("parent or guardian")),
    ("other", _("somebody else for her or him")),
)
COMPLAINT_ABOUT: Named = (
    ("service", _("what we do, or do not do")),
    ("decision", _("a decision")),
    ("person", _("how somebody behaved")),
    ("privacy", _("what was written down or passed on")),
    ("other", _("something else")),
)
COMPLAINT_WAYS: Named = (
    ("talk", _("in a talk")),
    ("phone", _("by phone")),
    ("paper", _("on paper")),
    ("message", _("by message")),
)
FINDINGS: Named = (
    ("upheld", _("yes, it is right")),
    ("partly", _("partly")),
    ("not_upheld", _("no, it is not")),
)
COMPLAINT_WORDS: Named = (
    ("said", _("What she or he said")),
    ("wish", _("What would put it right")),
    ("who", _("Who it was, and how to answer")),
    ("done", _("What was done")),
    ("changes", _("What changes because of it")),
    ("told", _("In which words the answer was given")),
)
DEEDS: Named = (
    ("acknowledged", _("Say that it was received")),
    ("looked_into", _("Look into it")),
    ("shared", _("Show it to the person it is about")),
    ("passed", _("Pass it on to a colleague")),
    ("answered", _("Answer")),
    ("withdrawn", _("She or he takes the complaint back")),
    ("closed", _("Close it")),
    ("taken_further", _("She or he goes further")),
)
GROUNDS: Named = (
    ("consent", _("consent on file")),
    ("law", _("a law or a legal paper")),
    ("danger", _("danger")),
    ("de_identified", _("nobody can be recognised in it")),
)
KNOWS: Named = (
    ("before", _("told before")),
    ("afterwards", _("told afterwards")),
    ("not_told", _("not told")),
)
PASSED_BY: Named = (
    ("talk", _("in a talk")),
    ("phone", _("by phone")),
    ("paper", _("on paper")),
    ("file", _("as a file")),
    ("message", _("by message")),
)
WRITTEN_BY: Named = (
    ("worker", _("written by hand")),
    ("report", _("when a case report was taken out")),
    ("referral_within", _("with a referral within the school")),
    ("referral_paper", _("with a referral")),
    ("danger", _("because of danger; what was told stands with the danger")),
)
DISCLOSURE_WORDS: Named = (
    ("what", _("What was told")),
    ("who", _("Who it was")),
    ("organisation", _("Of which organisation")),
    ("law", _("Which law or legal paper")),
    ("minimum", _("What was left out so as to tell no more")),
    ("why_not", _("Why the student was not told")),
)

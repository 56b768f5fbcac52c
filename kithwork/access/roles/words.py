"""The words in which a role is written: verbs, sections, how far, in which form, on what condition.

A grant is a verb on a section within a scope. Its form says how much of the record it shows:
most roles that have to do with a matter see a part of it, or numbers, and not the record itself.
What is not granted is refused.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What one may do; to write is not to read, so a role that does both says both."""

    READ = "read"
    WRITE = "write"
    SIGN = "sign"


class Section(StrEnum):
    """What it is about: the rows of the matrix."""

    IDENTITY = "identity"  # student's name, number, class; guardians and their telephone
    MARKS = "marks"  # marks and attendance
    ANSWERS = "answers"  # a student's own survey answers
    NEEDS = "needs"  # the list of needs computed from them
    BANDS = "bands"  # students in bands of need, selection
    AID = "aid"  # hardship application, awards
    CASE_EXISTS = "case_exists"
    CASE = "case"  # case content
    RESTRICTED = "restricted"  # child protection, referral to protection, abuse layer
    ALERTS = "alerts"  # alerts, risk episodes
    AGGREGATES = "aggregates"  # tables with small numbers suppressed
    CAMPAIGNS = "campaigns"  # campaigns, roster import
    EXPORT = "export"  # files with names in them
    ACCOUNTS = "accounts"  # users, postings, settings
    AUDIT = "audit"


class Scope(StrEnum):
    """How far, from the posting outwards."""

    SCHOOL = "school"  # the school of the posting, or its class where it names one
    OWN_CLASS = "own_class"  # the class that the posting names
    OWN = "own"  # students and cases where one is a member
    TEAM = "team"  # what the workers of one's team have as their own
    REFERRED = "referred"  # students referred to oneself
    ALERT = "alert"  # students about whom one answers for an alert
    LISTED = "listed"  # records whose own access list names one
    EVERYWHERE = "everywhere"  # the machine's console only


class Form(StrEnum):
    """In which form; FULL is the record itself and stands in for every other form."""

    FULL = "full"
    AID_FIELDS = "aid_fields"  # the fields that an aid rule asks for
    MATERIAL_NEEDS = "material_needs"
    ALERTING_ITEM = "alerting_item"
    ALERT_PART = "alert_part"
    REFERRED_PART = "referred_part"
    TASK = "task"  # what one is asked to do
    TOLD_TO_ACT = "told_to_act"  # that one must act, without content
    COUNTS = "counts"
    TEN_OR_MORE = "ten_or_more"  # numbers over at least ten students
    PSEUDONYMOUS = "pseudonymous"
    DE_IDENTIFIED = "de_identified"
    NO_CONTENT = "no_content"  # the trail without the names of fields and subjects


class Need(StrEnum):
    """What must be there besides the posting."""

    CONSENT = "consent"  # the student's, for this purpose
    BREAK_GLASS = "break_glass"  # a reason, an end, a review within 48 hours


@dataclass(frozen=True, slots=True)
class Grant:
    """One cell of the matrix, or a part of one."""

    verb: Verb
    scope: Scope
    form: Form = Form.FULL
    needs: frozenset[Need] = frozenset()

    def shows(self, form: Form) -> bool:
        """Whether this grant allows what is shown in `form`."""
        return self.form in (Form.FULL, form)


Grants = tuple[Grant, ...]
NOTHING: Grants = ()


def read(scope: Scope, form: Form = Form.FULL, *, needs: Need | None = None) -> Grants:
    """May read within a scope."""
    return (Grant(Verb.READ, scope, form, _set(needs)),)


def write(scope: Scope, form: Form = Form.FULL) -> Grants:
    """May write within a scope."""
    return (Grant(Verb.WRITE, scope, form),)


def read_and_write(scope: Scope, form: Form = Form.FULL) -> Grants:
    """May read and write within a scope."""
    return read(scope, form) + write(scope, form)


def sign(scope: Scope) -> Grants:
    """May sign within a scope."""
    return (Grant(Verb.SIGN, scope),)


def _set(need: Need | None) -> frozenset[Need]:
    return frozenset() if need is None else frozenset({need})

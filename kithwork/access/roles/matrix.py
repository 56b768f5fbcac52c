"""The matrix of roles (field specification, K4), one class a role: what stands here is allowed.

Read a class as a column of the matrix: an attribute is a section, its value what the role may do
there, and a section that is not named is closed. Students and guardians hold no posting: their
own pages show their own released records and ask nothing here.
"""

from typing import ClassVar

from kithwork.access.roles.words import (
    NOTHING,
    Form,
    Grant,
    Grants,
    Need,
    Scope,
    Section,
    Verb,
    read,
    read_and_write,
    sign,
    write,
)


class Role:
    """Nothing is allowed."""

    code: ClassVar[str]

    identity: ClassVar[Grants] = NOTHING
    marks: ClassVar[Grants] = NOTHING
    answers: ClassVar[Grants] = NOTHING
    needs: ClassVar[Grants] = NOTHING
    bands: ClassVar[Grants] = NOTHING
    aid: ClassVar[Grants] = NOTHING
    case_exists: ClassVar[Grants] = NOTHING
    case: ClassVar[Grants] = NOTHING
    restricted: ClassVar[Grants] = NOTHING
    alerts: ClassVar[Grants] = NOTHING
    aggregates: ClassVar[Grants] = NOTHING
    campaigns: ClassVar[Grants] = NOTHING
    export: ClassVar[Grants] = NOTHING
    accounts: ClassVar[Grants] = NOTHING
    audit: ClassVar[Grants] = NOTHING

    @classmethod
    def grants(cls, section: Section) -> Grants:
        """Return what the role may do in a section."""
        grants: Grants = getattr(cls, section.value)
        return grants


class Worker(Role):
    """Case worker, school social worker: the school's students, the own cases in full."""

    code = "worker"
    identity = read(Scope.SCHOOL) + write(Scope.OWN)
    marks = read(Scope.SCHOOL)
    answers = read_and_write(Scope.OWN)  # to write: a form keyed in from paper
    needs = read(Scope.SCHOOL)
    bands = read_and_write(Scope.SCHOOL)
    aid = read(Scope.OWN, needs=Need.CONSENT)
    case_exists = read(Scope.OWN)
    case = read_and_write(Scope.OWN)
    restricted = read_and_write(Scope.LISTED)
    alerts = read_and_write(Scope.OWN)
    aggregates = read(Scope.SCHOOL)
    campaigns = write(Scope.SCHOOL)  # K4 says own: docs/decisions/0030
    export = read(Scope.OWN)
    audit = read(Scope.OWN)


class Supervisor(Role):
    """Clinical supervisor: the cases of the team in full, signed off."""

    code = "supervisor"
    identity = read(Scope.SCHOOL)
    marks = read(Scope.SCHOOL)
    answers = read_and_write(Scope.TEAM)
    needs = read(Scope.TEAM)
    bands = read_and_write(Scope.SCHOOL)
    aid = read(Scope.TEAM, needs=Need.CONSENT)
    case_exists = read(Scope.TEAM)
    case = read(Scope.TEAM) + sign(Scope.TEAM)
    restricted = read_and_write(Scope.LISTED)
    alerts = read_and_write(Scope.TEAM)
    aggregates = read(Scope.SCHOOL)
    campaigns = write(Scope.SCHOOL)
    export = read(Scope.TEAM)
    accounts = write(Scope.TEAM)
    audit = read(Scope.TEAM)


class AidOfficer(Role):
    """Student-aid officer: hardship and aid, and what an aid rule asks for."""

    code = "aid_officer"
    identity = read(Scope.SCHOOL)
    marks = read(Scope.SCHOOL, Form.AID_FIELDS)
    needs = read(Scope.SCHOOL, Form.MATERIAL_NEEDS, needs=Need.CONSENT)
    bands = read_and_write(Scope.OWN)
    aid = read_and_write(Scope.SCHOOL)
    case_exists = read(Scope.SCHOOL, needs=Need.CONSENT)
    aggregates = read(Scope.SCHOOL)
    campaigns = write(Scope.SCHOOL)
    export = read(Scope.OWN)


class Manager(Role):
    """Agency manager: numbers and the trail; case content only by breaking the glass."""

    code = "manager"
    identity = read(Scope.SCHOOL)
    marks = read(Scope.SCHOOL, Form.COUNTS)
    bands = read(Scope.SCHOOL, Form.COUNTS)
    aid = read(Scope.SCHOOL, Form.COUNTS)
    case_exists = read(Scope.SCHOOL, Form.COUNTS)
    case = read(Scope.SCHOOL, needs=Need.BREAK_GLASS)
    restricted = read(Scope.SCHOOL, needs=Need.BREAK_GLASS)
    alerts = read(Scope.SCHOOL, Form.COUNTS)
    aggregates = read(Scope.SCHOOL)
    campaigns = write(Scope.SCHOOL)
    accounts = read(Scope.SCHOOL)
    audit = read(Scope.SCHOOL)


class Homeroom(Role):
    """Homeroom teacher: the own class, its marks, and tasks without content."""

    code = "homeroom"
    identity = read(Scope.OWN_CLASS)
    marks = read_and_write(Scope.OWN_CLASS)
    aid = read(Scope.OWN_CLASS, Form.TASK)
    case_exists = read(Scope.OWN_CLASS, needs=Need.CONSENT)
    alerts = read(Scope.OWN_CLASS, Form.TOLD_TO_ACT)
    aggregates = read(Scope.OWN_CLASS, Form.TEN_OR_MORE)


class Tutor(Homeroom):
    """University tutor: as a homeroom teacher, for the classes of the posting."""

    code = "tutor"


class Safeguard(Role):
    """Designated safeguarding lead: every alert of the school, and what belongs to it."""

    code = "safeguard"
    identity = read(Scope.SCHOOL)
    marks = read(Scope.ALERT)
    answers = read(Scope.ALERT, Form.ALERTING_ITEM)
    case_exists = read(Scope.ALERT)
    case = read(Scope.ALERT, Form.ALERT_PART)
    restricted = read_and_write(Scope.SCHOOL)
    alerts = read_and_write(Scope.SCHOOL)
    aggregates = read(Scope.SCHOOL)
    audit = read(Scope.SCHOOL)


class Psych(Role):
    """School psychologist: the students referred to her."""

    code = "psych"
    identity = read(Scope.REFERRED)
    marks = read(Scope.REFERRED)
    answers = read_and_write(Scope.REFERRED)
    needs = read(Scope.REFERRED)
    case_exists = read(Scope.REFERRED)
    case = read(Scope.REFERRED, Form.REFERRED_PART)
    restricted = read_and_write(Scope.LISTED)
    alerts = read_and_write(Scope.REFERRED)
    aggregates = read(Scope.SCHOOL)


class Researcher(Role):
    """Researcher: extracts under a pseudonym, of those who consented."""

    code = "researcher"
    marks = read(Scope.SCHOOL, Form.PSEUDONYMOUS, needs=Need.CONSENT)
    answers = read(Scope.SCHOOL, Form.PSEUDONYMOUS, needs=Need.CONSENT)
    aid = read(Scope.SCHOOL, Form.PSEUDONYMOUS, needs=Need.CONSENT)
    case = read(Scope.SCHOOL, Form.DE_IDENTIFIED, needs=Need.CONSENT)
    aggregates = read(Scope.SCHOOL)


class Administrator(Role):
    """Administrator: accounts and settings, the trail without content, no child's record."""

    code = "administrator"
    case = read(Scope.SCHOOL, needs=Need.BREAK_GLASS)
    aggregates = read(Scope.SCHOOL)
    accounts = read_and_write(Scope.SCHOOL)
    audit = read(Scope.SCHOOL, Form.NO_CONTENT)


class ChildDirector(Role):
    """Village child director, township supervisor: the packet of a referral, sent to her."""

    code = "child_director"


class Volunteer(Role):
    """Volunteer, peer mentor: the task that was given to her, on its own page."""

    code = "volunteer"


class Funder(Role):
    """Commissioner, funder: tables with small numbers suppressed."""

    code = "funder"
    aggregates = read(Scope.SCHOOL)


class Evaluator(Role):
    """Quality evaluator: tables, and the sampled cases of her own list without names."""

    code = "auditor"
    case = read(Scope.LISTED, Form.DE_IDENTIFIED)
    aggregates = read(Scope.SCHOOL)


class Console(Role):
    """Whoever keeps the machine, at its command line: it holds the database and its keys anyway.

    Nobody is posted as this; what is done stands in the trail under its name.
    """

    code = "console"

    @classmethod
    def grants(cls, section: Section) -> Grants:  # noqa: ARG003 (every section alike)
        return tuple(Grant(verb, Scope.EVERYWHERE) for verb in Verb)


CONSOLE = Console
ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        Worker,
        Supervisor,
        Homeroom,
        Tutor,
        AidOfficer,
        Psych,
        Safeguard,
        Manager,
        Administrator,
        ChildDirector,
        Volunteer,
        Funder,
        Researcher,
        Evaluator,
    )
}


def role_named(code: str) -> type[Role]:
    """Return the role of a posting; a code that is not known any more allows nothing."""
    return ROLES.get(code, Role)

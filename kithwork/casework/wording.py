"""What the codes of a case are called on a page: modes, forms of a note, parts of a signature."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Named = tuple[tuple[str, Any], ...]  # code and lazy translation

MODES: Named = (
    ("face", _("face to face")),
    ("home", _("home visit")),
    ("phone", _("by phone")),
    ("message", _("a message")),
    ("video", _("by video")),
    ("letter", _("a letter")),
    ("group", _("in a group")),
)
FORMS: Named = (
    ("process", _("Process record")),
    ("dap", _("DAP")),
    ("soap", _("SOAP")),
    ("brief", _("brief")),
)
PRESENT: Named = (
    ("client", _("the student")),
    ("mother", _("mother")),
    ("father", _("father")),
    ("grandparent", _("a grandparent")),
    ("relative", _("another relative")),
    ("teacher", _("a teacher")),
    ("friend", _("a friend or classmate")),
    ("other", _("somebody else")),
)
RISKS: Named = (
    ("not_asked", _("not asked")),
    ("unchanged", _("asked: nothing new")),
    ("changed", _("asked: it has changed")),
)
HEARD: Named = (
    ("heard", _("I was listened to")),
    ("useful", _("It was useful to me")),
    ("knew_what_next", _("I know what we do next")),
    ("would_come_back", _("I would come again")),
    ("felt_cared_for", _("I felt cared for")),
)
PARTS: Named = (
    ("client", _("the student")),
    ("guardian", _("parent or guardian")),
    ("worker", _("the worker")),
    ("supervisor", _("the supervisor")),
    ("witness", _("a witness")),
)
METHODS: Named = (
    ("here", _("signed here")),
    ("paper", _("signed on paper")),
    ("verbal", _("said, with a note of it")),
)
WAYS_TO_ASK: Named = (
    ("phone", _("phone call")),
    ("video", _("video call")),
    ("wechat", _("voice or text message")),
    ("visit", _("visit")),
    ("letter", _("letter home")),
    ("school", _("through the school")),
    ("other", _("another way")),
)
RESOURCES: Named = (
    ("goods", _("goods")),
    ("money", _("money")),
    ("tutoring", _("tutoring")),
    ("health", _("health")),
    ("law", _("law and rights")),
    ("place", _("a place to be")),
    ("person", _("a person who accompanies")),
    ("service", _("a service")),
    ("other", _("something else")),
)
TOPICS: Named = (
    ("exam", _("exams")),
    ("admission", _("admission and choice of school")),
    ("aid", _("student aid")),
    ("study", _("ways to study")),
    ("rights", _("rights")),
    ("health", _("health")),
    ("safety", _("safety")),
    ("career", _("work and future")),
    ("other", _("something else")),
)
GIVEN: Named = (
    ("talk", _("in a talk")),
    ("paper", _("on paper")),
    ("message", _("by message")),
    ("group", _("in a group")),
)
RESTRICTED: Named = (
    ("protection", _("child protection")),
    ("verbatim", _("word for word")),
    ("other", _("something else")),
)
MEMBERS: Named = (
    ("worker", _("the worker")),
    ("co_worker", _("works along")),
    ("supervisor", _("supervises this case")),
)
SECTIONS: dict[str, Named] = {
    "brief": (("line", _("What happened")), ("next", _("What next"))),
    "process": (
        ("aim", _("Aim")),
        ("course", _("What happened (talk and behaviour)")),
        ("analysis", _("What I observed and think of it")),
        ("skills", _("How I worked")),
        ("next", _("Plan for the next time")),
    ),
    "dap": (
        ("data", _("Data: what was seen and said")),
        ("assessment", _("Assessment: what I think of it")),
        ("plan", _("Plan")),
    ),
    "soap": (
        ("subjective", _("Subjective: what the student says")),
        ("objective", _("Objective: what was seen")),
        ("assessment", _("Assessment: what I think of it")),
        ("plan", _("Plan")),
    ),
}


def called(named: Named, code: str) -> str:
    """Return what a code is called; the code itself where it is not known any more."""
    return str(dict(named).get(code, code))

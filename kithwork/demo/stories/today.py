"""An enquiry of this very morning with a yes about danger: somebody has to speak with her today."""

import datetime as dt
from collections.abc import Mapping

from kithwork.access.models import User
from kithwork.casework.actions.cases import open_case
from kithwork.demo.stories.telling import NO_DANGER, Telling
from kithwork.people.models import Student

ENQUIRY = {
    "source": "peer",
    "knows": "yes",
    "verbatim": "室友：“她说不想回宿舍，也不想回家。”",
    "urgency": "today",
    "risk_tonight": "yes",
}


def tell(student: Student, users: Mapping[str, User], *, as_of: dt.date) -> Telling:
    """Tell it up to the alert, which Qin Lang has in her name and nobody has answered yet."""
    telling = Telling(student, worker=users["shen.yue"], supervisor=users["he.lan"])
    telling.case = open_case(
        student=student,
        enquiry={**NO_DANGER, **ENQUIRY},
        received_on=as_of,
        by=telling.worker,
        speaker=users["qin.lang"],
    ).case
    return telling

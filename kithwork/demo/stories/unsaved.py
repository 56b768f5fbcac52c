"""What Lin Jing was typing yesterday when somebody knocked: two notes that nobody has saved yet.

They are kept as the browser keeps them (`drafts.keep`), each sealed under a key of its own, so they
lie on her home page and stand in their forms again when she opens them. What a browser holds on its
device besides is no part of a world.
"""

import datetime as dt

from django.urls import reverse

from kithwork.access.models import User
from kithwork.casework.models import Case
from kithwork.catalogue.words import say
from kithwork.demo.stories.telling import LANGUAGE, at
from kithwork.drafts.actions import Typed, keep
from kithwork.people.models import Student

LINE = "小羽托同桌带话：月考数学及格了，想把卷子给我看。还没问她这周睡得怎么样——"
NEXT = "周五放学在新学校门口等她"
CORRIDOR = "课间在走廊碰到，说妈妈下个月回来住三天，问我那几天能不能不上晚自习。我说先"


def leave_unsaved(case: Case, student: Student, worker: User, *, as_of: dt.date) -> None:
    """Leave a line about a case, and one about a student without a case, as drafts of a worker."""
    with at(as_of - dt.timedelta(days=1)):
        keep(
            user=worker,
            form="brief",
            object=str(case.uid),
            typed=Typed(
                values={"line": [LINE], "next": [NEXT], "mode": ["message"]},
                title=say("demo.draft.line", LANGUAGE, number=case.number),
                address=reverse("casework:contacts", kwargs={"uid": case.uid}),
            ),
        )
        keep(
            user=worker,
            form="note",
            object=str(student.uid),
            typed=Typed(
                values={"line": [CORRIDOR], "next": [""], "mode": ["face"]},
                title=say("demo.draft.corridor", LANGUAGE),
                address=reverse("casework:note", kwargs={"uid": student.uid}),
            ),
        )

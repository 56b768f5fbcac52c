"""The left-behind girl: chosen for low marks, accompanied for a school year, admitted.

The story of the first source case with invented people and figures of our own. What is told
happened in the school year before this one; she left the junior high last summer.
"""

import datetime as dt
from collections.abc import Mapping

from kithwork.access.models import User
from kithwork.demo.stories.telling import Telling
from kithwork.demo.stories.xiaoyu import assessing, beginning, ending, working
from kithwork.demo.stories.xiaoyu.days import SchoolDays
from kithwork.demo.years import first_year_of
from kithwork.people.models import Student


def tell(student: Student, users: Mapping[str, User], *, as_of: dt.date) -> Telling:
    """Tell the whole case, from the teacher's word to the last follow-up that is due."""
    telling = Telling(student, worker=users["lin.jing"], supervisor=users["he.lan"])
    days = SchoolDays(first_year_of(as_of) - 1)
    beginning.tell(telling, days)
    assessing.tell(telling, days)
    working.tell(telling, days)
    ending.tell(telling, days, as_of=as_of)
    return telling

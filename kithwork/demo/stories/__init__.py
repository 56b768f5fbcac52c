"""The worked cases of the invented world, told by the actions that users call."""

import datetime as dt
from collections.abc import Mapping

from kithwork.access.models import User
from kithwork.demo.schools import Filled
from kithwork.demo.stories import college, today, xiaoyu, zhiyuan
from kithwork.demo.stories.telling import Telling

__all__ = ["tell_all"]


def tell_all(
    junior_high: Filled, college_d: Filled, users: Mapping[str, User], *, as_of: dt.date
) -> dict[str, Telling]:
    """Tell every story, by its name: closed, lost, at evaluation, in mid-work, come today."""
    return {
        "xiaoyu": xiaoyu.tell(junior_high.told("xiaoyu").student, users, as_of=as_of),
        "zhiyuan": zhiyuan.tell(junior_high.told("zhiyuan").student, users, as_of=as_of),
        "xiaolan": college.tell_xiaolan(college_d.told("xiaolan").student, users, as_of=as_of),
        "aming": college.tell_aming(college_d.told("aming").student, users, as_of=as_of),
        "ruonan": today.tell(college_d.told("ruonan").student, users, as_of=as_of),
    }

"""Parts of addresses of own pathways: whoever accompanies the student made one at her school."""

import uuid
from collections.abc import Callable

from kithwork.casework.actions.pathways import Learned, begin_pathway
from kithwork.casework.models import Pathway
from kithwork.catalogue.presets import presets
from kithwork.people.models import Student
from tests.cast import Cast
from tests.whole_app.cases_of import worker_of

PAGES = (
    "pathway",
    "pathway_approve",
    "pathway_beside",
    "pathway_file",
    "pathway_frame",
    "pathway_retire",
    "pathway_stage",
    "pathway_stage_add",
    "pathway_stage_drop",
    "pathway_stage_move",
)


def _pathway(cast: Cast, student: Student) -> uuid.UUID:
    writer = worker_of(cast, student)
    made = Pathway.objects.filter(school=student.school, entered_by=writer).first()
    if made is None:
        base = presets()["P1"]
        made = begin_pathway(
            school=student.school,
            base=base,
            label=base.label,
            learned=Learned(why="x"),
            by=writer,
        )
    return made.uid


LEARN: dict[str, Callable[[Cast, Student], object]] = {
    **{f"learn:{page} uid": _pathway for page in PAGES},
    "learn:pathway_beside other": _pathway,
    "learn:pathway_begin base": lambda _cast, _student: "p1",
    **{
        f"learn:{page} number": lambda _cast, _student: 1
        for page in PAGES
        if page.startswith("pathway_stage")
    },
}

"""A keyed-in form's page: its scores, what they can say, and its support quilt where it has one."""

import uuid
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.catalogue.support import sources, thresholds
from kithwork.core.questionnaires import support_from
from kithwork.core.support.functions import Function
from kithwork.core.support.quilt import quilt_of
from kithwork.core.support.survey import from_survey
from kithwork.desk.queries.drawn import DrawnQuilt, drawn
from kithwork.safety.models import Alert
from kithwork.safety.queries import alerts_from
from kithwork.surveys.queries import Given, given_for
from kithwork.surveys.shown import Shown, shown_with_change


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form as its page shows it; `alert` only where the reader may see it."""

    given: Given
    shown: Shown
    alert: Alert | None
    quilt: DrawnQuilt | None


def form_page(user: User, uid: uuid.UUID, *, language: str) -> FormPage:
    """Return a form's page for its reader, and record it; Http404 where she may not see it."""
    given = given_for(user, uid)
    uid = given.administration.uid
    return FormPage(
        given=given,
        shown=shown_with_change(given),
        alert=alerts_from(user, [uid]).get(uid),
        quilt=_quilt(given, language),
    )


def _quilt(given: Given, language: str) -> DrawnQuilt | None:
    """Draw what a questionnaire of our own says of each function; none was asked: no quilt."""
    questionnaire = given.instrument.questionnaire
    if questionnaire is None:
        return None
    more = given.administration.more
    asked = support_from(
        tuple(questionnaire.questions()),
        {name: tuple(said) if isinstance(said, list) else said for name, said in more.items()},
        perceived={
            name: value
            for name, value in given.result.scores.items()
            if name in Function.__members__
        },
    )
    matrix = from_survey(asked, on=given.administration.given_on)
    quilt = quilt_of(matrix, thresholds=thresholds(), order=sources())
    return drawn(quilt, language)

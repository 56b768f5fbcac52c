"""Forms that no correction has superseded, of many students: all, or those of one survey."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from kithwork.access.models import School
from kithwork.people.models import Student
from kithwork.surveys.models import Administration, Campaign


def standing_forms(
    students: QuerySet[Student, Any], campaign: Campaign | None = None
) -> QuerySet[Administration]:
    """Return the forms of these students; with a campaign, those alone that it brought."""
    forms = Administration.objects.filter(student__in=students, superseded_by__isnull=True)
    return forms if campaign is None else forms.filter(campaign=campaign)


def campaigns_answered(school: School) -> tuple[Campaign, ...]:
    """Return the campaigns of a school that brought at least one form, the newest first."""
    forms = Administration.objects.filter(campaign=OuterRef("pk"), superseded_by__isnull=True)
    found = Campaign.objects.filter(Exists(forms), school=school)
    return tuple(found.order_by("-created_at", "-pk"))

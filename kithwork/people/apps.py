from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "kithwork.people"
    label = "people"

    def ready(self) -> None:
        from kithwork.access.classes import classes_come_from
        from kithwork.access.places import Place, add_place
        from kithwork.people.queries.class_names import classes_at
        from kithwork.people.queries.school_years import keeps_calendars

        classes_come_from(classes_at)
        add_place(Place("calendar:years", _("School years"), keeps_calendars))

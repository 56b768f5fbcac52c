from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "kithwork.desk"
    label = "desk"

    def ready(self) -> None:
        from kithwork.access.places import Place, add_place
        from kithwork.access.queries.glass import may_break_glass

        add_place(Place("desk:glass", _("Look into a closed case"), may_break_glass))

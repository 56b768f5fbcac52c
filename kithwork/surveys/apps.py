from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "kithwork.surveys"
    label = "surveys"

    def ready(self) -> None:
        from kithwork.access.permissions import may_school_wide
        from kithwork.access.places import Place, add_place
        from kithwork.access.roles import Section, Verb

        def keeps_wordings(user: object) -> bool:
            return may_school_wide(user, Verb.WRITE, Section.ACCOUNTS)  # type: ignore[arg-type]

        add_place(Place("wordings:wordings", _("Wording of scales"), keeps_wordings))

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kithwork.people"
    label = "people"

    def ready(self) -> None:
        from kithwork.access.classes import classes_come_from
        from kithwork.people.queries.class_names import classes_at

        classes_come_from(classes_at)

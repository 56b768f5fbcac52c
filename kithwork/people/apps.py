from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kithwork.people"
    label = "people"

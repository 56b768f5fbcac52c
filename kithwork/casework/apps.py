from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "kithwork.casework"
    label = "casework"

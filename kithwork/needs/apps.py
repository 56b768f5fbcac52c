from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "kithwork.needs"
    label = "needs"

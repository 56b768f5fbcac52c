from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "kithwork.drafts"
    label = "drafts"

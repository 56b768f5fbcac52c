from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "kithwork.safety"
    label = "safety"

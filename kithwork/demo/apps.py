from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kithwork.demo"
    label = "demo"

from django.apps import AppConfig
from django.core import checks


class DemoConfig(AppConfig):
    name = "kithwork.demo"
    label = "demo"

    def ready(self) -> None:
        from kithwork.demo.checks import refuse_beyond_this_machine

        checks.register(refuse_beyond_this_machine, checks.Tags.security)

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "kithwork.evaluation"
    label = "evaluation"

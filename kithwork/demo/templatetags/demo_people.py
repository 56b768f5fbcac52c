"""The cast on the sign-in page of an invented world, one click each; nothing anywhere else."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from kithwork.catalogue.words import say
from kithwork.demo.actions import PASSWORD
from kithwork.demo.cast import CAST

register = template.Library()


@register.inclusion_tag("demo/_people.html")
def demo_people() -> dict[str, object]:
    """Show whom one can sign in as, where the installation says that it is a demo."""
    if not settings.KITHWORK_IS_DEMO:
        return {}
    language = get_language() or "en"
    is_chinese = language.startswith("zh")
    people = [
        {
            "username": one.username,
            "name": one.name if is_chinese else one.latin,
            "role": say(f"access.role.{one.role}", language),
        }
        for one in CAST
    ]
    return {"people": people, "password": PASSWORD}

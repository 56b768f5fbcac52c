"""What every page draws with: icons, and the field of a form with its label, help and error."""

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kithwork.catalogue.methods import method_pages

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw one icon of kithwork/web/icons.txt; with a label it speaks, without it is decoration."""
    address = f"{static('vendor/icons.svg')}#{name.rpartition('/')[2]}"
    if label:
        return format_html(
            '<svg class="kw-icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address
        )
    return format_html('<svg class="kw-icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def method(slug: str) -> SafeString | str:
    """Link to how a figure comes about: {% method "phq-9" %}; nothing where no page tells it."""
    if slug not in method_pages():
        return ""
    return format_html(
        '<a class="kw-method" href="{}">{} {}'
        '<span class="kw-visually-hidden" lang="en"> {}</span></a>',
        reverse("desk:method", kwargs={"slug": slug}),
        icon("info-circle"),
        _("How this is worked out"),
        method_pages()[slug].title,
    )


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Draw a form's field: label above, help, control, and its error in words."""
    return {"field": bound, "is_group": getattr(bound.field.widget, "use_fieldset", False)}

"""Icons, addresses in the other language, charts inside a page."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from pupitre.charts import Chart
from pupitre.desk.web.addresses import address

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite; it is decoration, the words beside it carry the meaning."""
    return _icon(name, extra, static("vendor/icons.svg"))


@lru_cache(maxsize=512)
def _icon(name: str, extra: str, sprite: str) -> SafeString:
    return format_html('<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', extra, sprite, name)


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """Return the address of this same page in another language, its question kept."""
    return translate_url(context["request"].get_full_path(), code)


@register.simple_tag(takes_context=True)
def with_value(context: template.Context, name: str, value: str) -> str:
    """Return the address of this same page with one value of its question set, or left out when empty; its filters are kept."""
    asked = context["request"].GET.copy()
    asked[name] = value
    if not value:
        del asked[name]
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def include_if_there(context: template.Context, name: str) -> str:
    """Include a piece that another part may or may not have."""
    try:
        piece = get_template(name)
    except template.TemplateDoesNotExist:
        return ""
    return piece.template.render(context)


@register.filter
def drawn(chart: Chart) -> SafeString:
    """Draw a chart; its words were escaped when it was made."""
    return mark_safe(chart.svg)


@register.filter
def lines(chart: Chart) -> SafeString:
    """Write the rows of the table of a chart; a long one, cell by cell in the template, would cost more than the rest of its page."""
    cells = ([escape(cell) for cell in row] for row in chart.rows)
    return mark_safe("".join(f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in cells))


@register.simple_tag(name="address")
def address_of(url_name: str, *keys: str) -> str:
    """Write the address of a page about something, its keys quoted; nothing when no installed part has the page."""
    return address(url_name, *keys)

"""Root addresses: the desk, one folder per domain that has pages, sign-in, theme."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from pupitre.desk.registry import domains
from pupitre.web import views
from pupitre.web.accounts import entrance
from pupitre.web.api.reference import reference

urlpatterns = [
    path("", views.root, name="root"),
    path("health/", views.health, name="health"),
    path("sign-in/<str:token>/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("theme/", views.theme, name="theme"),
    path("answer/", include("pupitre.desk.web.answers.urls")),
    path("api/v1/", include("pupitre.web.api.urls")),
    *i18n_patterns(
        path("account/sign-in/", entrance.sign_in, name="account_login"),  # the two names by which allauth goes to them
        path("account/second-factor/", entrance.second_factor, name="mfa_authenticate"),
        path("account/", include("pupitre.web.accounts.urls")),
        path("api/", reference, name="api_reference"),
        path("", include("pupitre.desk.web.urls")),
        path("", include("pupitre.desk.web.search.urls")),
        path("data/", include("pupitre.desk.web.data.urls")),
        path("decide/", include("pupitre.desk.web.decide.urls")),
        path("letters/", include("pupitre.desk.web.answers.sending")),
        path("objects/", include("pupitre.desk.web.objects.urls")),
        path("links/", include("pupitre.desk.web.links.urls")),
        *(path("", include("pupitre.brief.urls")) for _ in [0] if find_spec("pupitre.brief.urls")),
        *(path(f"{card.name}/", include(f"{card.web}.urls")) for card in domains() if card.web),
    ),
]

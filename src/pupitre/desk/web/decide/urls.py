"""Addresses of decisions and actions."""

from __future__ import annotations

from django.urls import path

from pupitre.desk.web.arbitrate import views as arbitrate
from pupitre.desk.web.decide import doing, views
from pupitre.desk.web.ledger.views import probabilities

app_name = "decide"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("trade-offs/", arbitrate.home, name="arbitrate"),
    path("trade-offs/limits/", arbitrate.keep, name="arbitrate_keep"),
    path("decisions/<str:key>/", views.decision, name="decision"),
    path("decisions/<str:key>/print/", views.printed, name="print"),
    path("decisions/<str:key>/entrust/", views.entrust, name="entrust"),
    path("decisions/<str:key>/complete/", views.complete, name="complete"),
    path("decisions/<str:key>/drop/", views.drop, name="drop"),
    path("decisions/<str:key>/reopen/", views.reopen, name="reopen"),
    path("probabilities/", probabilities, name="probabilities"),
    path("actions/", doing.actions_list, name="actions"),
    path("actions/<str:key>/", doing.action, name="action"),
    path("actions/<str:key>/report/", doing.report, name="report"),
]

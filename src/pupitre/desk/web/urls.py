"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from pupitre.desk.web import views
from pupitre.desk.web.proofs.views import figure

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("watch/", views.watch, name="watch"),
    path("findings/", views.findings_list, name="findings"),
    path("findings/<str:fingerprint>/", views.finding, name="finding"),
    path("findings/<str:fingerprint>/decide/", views.decide, name="decide"),
    path("findings/<str:fingerprint>/entrust/", views.entrust, name="entrust"),
    path("findings/<str:fingerprint>/set-aside/", views.set_aside, name="set_aside"),
    path("findings/<str:fingerprint>/reopen/", views.reopen, name="reopen"),
    path("rules/<str:rule>/hear/", views.hear, name="hear"),
    path("methods/<slug:name>/", views.method, name="method"),
    path("figure/<str:table>/", figure, name="figure"),
    path("undo/<int:change_id>/", views.undo, name="undo"),
]

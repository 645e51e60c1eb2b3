"""Addresses of what is written by hand."""

from __future__ import annotations

from django.urls import path

from pupitre.desk.web.objects import views

app_name = "objects"
urlpatterns = [
    path("new/", views.menu, name="menu"),
    path("new/<slug:kind>/", views.new, name="new"),
    path("edit/<slug:kind>/<path:key>/", views.edit, name="edit"),
    path("delete/<slug:kind>/<path:key>/", views.delete, name="delete"),
    path("history/<slug:kind>/<path:key>/", views.history, name="history"),
    path("restore/<slug:kind>/<path:key>/", views.restore, name="restore"),
    path("names/<slug:kind>/", views.names, name="names"),
]

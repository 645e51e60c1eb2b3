"""Addresses of the ways in."""

from __future__ import annotations

from django.urls import path

from pupitre.desk.web.search import saved, views

app_name = "search"
urlpatterns = [
    path("search/", views.home, name="home"),
    path("search/<str:kind>/<str:key>/", views.held, name="held"),
    path("help/", views.help_page, name="help"),
    path("pulse/", views.pulse, name="pulse"),
    path("views/", saved.home, name="views"),
    path("views/keep/", saved.keep, name="keep"),
    path("views/<int:number>/remove/", saved.remove, name="remove"),
    path("views/restore/<str:token>/", saved.restore, name="restore"),
]

"""Addresses of the links to confirm."""

from __future__ import annotations

from django.urls import path

from pupitre.desk.web.links import views

app_name = "links"
urlpatterns = [
    path("", views.home, name="home"),
    path("answer/", views.answer, name="answer"),
]

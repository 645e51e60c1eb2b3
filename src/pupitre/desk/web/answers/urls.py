"""Addresses of the answers given by a link."""

from __future__ import annotations

from django.urls import path

from pupitre.desk.web.answers import views

app_name = "answers"
urlpatterns = [
    path("<str:token>/", views.answer, name="answer"),
    path("<str:token>/again/", views.again, name="again"),
]

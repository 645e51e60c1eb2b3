"""The address of the executive brief."""

from __future__ import annotations

from django.urls import path

from pupitre.brief import views

app_name = "brief"
urlpatterns = [path("brief.pdf", views.note, name="note")]

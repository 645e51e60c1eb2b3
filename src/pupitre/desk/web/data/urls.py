"""Addresses of the data screen and of the way in for files."""

from __future__ import annotations

from django.urls import path

from pupitre.desk.web.data import views, wizard

app_name = "data"
urlpatterns = [
    path("", views.home, name="home"),
    path("sources/<int:number>/", views.source, name="source"),
    path("sources/<int:number>/undo/", views.undo, name="undo"),
    path("imports/<int:change_id>/undo/", views.undo_import, name="undo_import"),
    path("import/", wizard.drop, name="import"),
    path("import/<str:token>/", wizard.recognised, name="recognise"),
    path("import/<str:token>/wait/", wizard.wait, name="wait"),
    path("import/<str:token>/onward/", wizard.onward, name="onward"),
    path("import/<str:token>/repair/", wizard.repaired, name="repair"),
    path("import/<str:token>/confirm/", wizard.confirmed, name="confirm"),
    path("import/<str:token>/forget/", wizard.forget, name="forget"),
    path("templates/<str:kind>.xlsx", wizard.template, name="template"),
]

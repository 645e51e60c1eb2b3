"""Addresses of performance."""

from django.urls import path

from pupitre.domains.performance.web import views

app_name = "performance"
urlpatterns = [
    path("", views.home, name="home"),
    path("note/<path:key>/", views.note, name="note"),
    path("kpi/<path:key>/", views.kpi, name="kpi"),
]

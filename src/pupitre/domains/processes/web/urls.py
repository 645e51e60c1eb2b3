"""Addresses of processes."""

from django.urls import path

from pupitre.domains.processes.web import views

app_name = "processes"
urlpatterns = [
    path("", views.home, name="home"),
    path("process/<path:key>/", views.process, name="process"),
    path("apart/<path:key>/", views.apart, name="apart"),
    path("compare/<path:key>/", views.compare, name="compare"),
    path("model/<path:key>/", views.model, name="model"),
    path("simulate/<path:key>/", views.simulate, name="simulate"),
]

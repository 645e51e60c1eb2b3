"""Addresses of the strategy."""

from django.urls import path

from pupitre.domains.strategy.web import views

app_name = "strategy"
urlpatterns = [
    path("", views.home, name="home"),
    path("alignment/<slug:name>/", views.part, name="part"),
    path("axis/<path:key>/", views.axis, name="axis"),
    path("levers/<path:key>/", views.levers, name="levers"),
    path("objective/<path:key>/", views.objective, name="objective"),
]

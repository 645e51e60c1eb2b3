"""Addresses of the portfolio."""

from django.urls import path

from pupitre.domains.portfolio.web import views

app_name = "portfolio"
urlpatterns = [
    path("", views.home, name="home"),
    path("money/", views.money, name="money"),
    path("load/", views.load, name="load"),
    path("project/<path:key>/", views.project, name="project"),
]

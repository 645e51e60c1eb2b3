"""Addresses of the portfolio."""

from django.urls import path

from pupitre.domains.portfolio.web import views

app_name = "portfolio"
urlpatterns = [
    path("", views.home, name="home"),
    path("money/", views.money, name="money"),
    path("capacity/", views.capacity, name="capacity"),
    path("capacity/<path:key>/", views.skill, name="skill"),
    path("project/<path:key>/", views.project, name="project"),
    path("person/<path:key>/", views.person, name="person"),
]

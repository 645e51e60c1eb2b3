"""Addresses of accounts."""

from __future__ import annotations

from django.urls import path

from pupitre.web.accounts import company, entrance, mine, people

app_name = "account"
urlpatterns = [
    path("", mine.home, name="home"),
    path("me/", mine.me, name="me"),
    path("letters/", mine.letters, name="letters"),
    path("password/", mine.password, name="password"),
    path("sessions/end/", mine.end_sessions, name="end_sessions"),
    path("code/", mine.code, name="code"),
    path("code/recovery/", mine.recovery, name="recovery"),
    path("code/remove/", mine.no_code, name="no_code"),
    path("keys/", mine.make_token, name="make_token"),
    path("keys/<int:number>/withdraw/", mine.revoke_token, name="revoke_token"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<int:number>/withdraw/", people.withdraw, name="withdraw"),
    path("people/<int:number>/", people.person, name="person"),
    path("people/<int:number>/close/", people.close, name="close"),
    path("people/<int:number>/reopen/", people.reopen, name="reopen"),
    path("people/<int:number>/drop-code/", people.drop_code, name="drop_code"),
    path("settings/", company.settings_page, name="settings"),
    path("settings/company/", company.keep_company, name="keep_company"),
    path("settings/post/", company.keep_post, name="keep_post"),
    path("settings/post/try/", company.try_post, name="try_post"),
    path("forgotten/", entrance.forgotten, name="forgotten"),
    path("reset/<str:mark>/<str:token>/", entrance.reset, name="reset"),
    path("join/<str:text>/", entrance.join, name="join"),
]

"""Sign-in, sign-out and passwords, by django-allauth's views under django-allauth's names.

Only what is used here exists. allauth leads to some of its pages by name, so the closed ones say whom to ask.
"""

from allauth.account import views as allauth
from django.conf import settings
from django.urls import URLPattern, path, re_path

from handclasp.web.signin.session_views import end_everywhere, end_one, sessions
from handclasp.web.signin.unlock_views import back, here, standing, unlock
from handclasp.web.signin.views import closed, no_mail, password_changed

urlpatterns: list[URLPattern] = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/changed/", password_changed, name="password_changed"),
    path("unlock/", unlock, name="unlock"),
    path("standing/", standing, name="standing"),
    path("here/", here, name="here"),
    path("back/", back, name="back"),
    path("sessions/", sessions, name="sessions"),
    path("sessions/end/", end_one, name="end_session"),
    path("sessions/end-all/", end_everywhere, name="end_sessions"),
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    path("password/set/", closed, name="account_set_password"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
]

if settings.EMAIL_HOST:
    urlpatterns += [
        path("password/reset/", allauth.password_reset, name="account_reset_password"),
        path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
        path(
            "password/reset/key/done/",
            allauth.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
        re_path(
            r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            allauth.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
    ]
else:
    urlpatterns.append(path("password/reset/", no_mail, name="account_reset_password"))

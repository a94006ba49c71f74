"""Sign-in, sign-out, passwords, second factors and single sign-on, under django-allauth's names.

Only what is used here exists. allauth leads to some of its pages by name, so the closed ones say whom to ask.
"""

from allauth.account import views as allauth
from allauth.mfa.base.views import reauthenticate as code_again
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path, re_path

from handclasp.web.shell.permission import allow
from handclasp.web.signin import steps, views
from handclasp.web.signin.session_views import end_everywhere, end_one
from handclasp.web.signin.unlock_views import back, here, standing, unlock
from handclasp.web.signin.views import closed, no_mail, password_changed, signed_on_lately

own = allow("account:keep")
SIGN_ON = {"sign_on": settings.SINGLE_SIGN_ON}

urlpatterns: list[URLPattern] = [
    path("login/", allauth.LoginView.as_view(extra_context=SIGN_ON), name="account_login"),
    path("login/passkey/", login_not_required(steps.PasskeySignIn.as_view()), name="mfa_login_webauthn"),
    path("login/second/", steps.SecondFactor.as_view(), name="mfa_authenticate"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", own(allauth.password_change), name="account_change_password"),
    path("password/changed/", password_changed, name="password_changed"),
    path("unlock/", unlock, name="unlock"),
    path("standing/", standing, name="standing"),
    path("here/", here, name="here"),
    path("back/", back, name="back"),
    path("sessions/end/", end_one, name="end_session"),
    path("sessions/end-all/", end_everywhere, name="end_sessions"),
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    path("password/set/", closed, name="account_set_password"),
    path("reauthenticate/", own(allauth.reauthenticate), name="account_reauthenticate"),
    path("reauthenticate/code/", own(code_again), name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", own(steps.PasskeyAgain.as_view()), name="mfa_reauthenticate_webauthn"),
    path("security/", views.security, name="mfa_index"),
    path("security/app/", own(signed_on_lately(steps.AddApp.as_view())), name="mfa_activate_totp"),
    path("security/app/remove/", own(steps.RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path(
        "security/passkeys/add/", own(signed_on_lately(steps.AddPasskey.as_view())), name="mfa_add_webauthn"
    ),
    path("security/passkeys/<int:pk>/name/", own(steps.RenamePasskey.as_view()), name="mfa_edit_webauthn"),
    path(
        "security/passkeys/<int:pk>/remove/", own(steps.RemovePasskey.as_view()), name="mfa_remove_webauthn"
    ),
    path("security/codes/", own(steps.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path("security/codes/new/", own(generate_recovery_codes), name="mfa_generate_recovery_codes"),
]

if settings.SINGLE_SIGN_ON:
    urlpatterns += [
        path("sso/", views.sign_on, name="sso_login"),
        path("sso/callback/", views.signed_on, name="sso_callback"),
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

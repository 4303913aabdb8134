"""Signing in. Only the addresses that somebody without a password needs: what is not here does not exist."""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_factors
from allauth.mfa.recovery_codes import views as allauth_codes
from allauth.mfa.webauthn import views as allauth_passkeys
from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from partnership.accounts import views
from partnership.accounts.views import rights, second_factors, signing_in

entrance = [
    path("login/", signing_in.SignIn.as_view(), name="account_login"),
    path("login/code/", signing_in.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("signup/", allauth_account.signup, name="account_signup"),
    path("confirm-email/", signing_in.ConfirmAddress.as_view(), name="account_email_verification_sent"),
    path("inactive/", allauth_account.account_inactive, name="account_inactive"),
    path("logout/", allauth_account.logout, name="account_logout"),
]
passkeys = [
    path("", RedirectView.as_view(pattern_name="my-account"), name="mfa_list_webauthn"),
    path("add/", second_factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("login/", allauth_passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("reauthenticate/", allauth_passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("keys/<int:pk>/remove/", second_factors.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("keys/<int:pk>/edit/", allauth_passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
factors = [
    path("", RedirectView.as_view(pattern_name="my-account"), name="mfa_index"),
    path("authenticate/", allauth_factors.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", allauth_factors.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", second_factors.AddAuthenticator.as_view(), name="mfa_activate_totp"),
    path("totp/deactivate/", second_factors.RemoveAuthenticator.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", allauth_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", allauth_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", allauth_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", include(passkeys)),
]
mine = [
    path("me/", views.me, name="my-account"),
    path("me/name/", views.change_name, name="change-name"),
    path("email/", allauth_account.email, name="account_email"),
    path("me/sessions/", views.sessions, name="my-sessions"),
    path("me/sessions/end-others/", views.end_other_sessions, name="end-other-sessions"),
    path("me/sessions/<int:pk>/end/", views.end_session, name="end-session"),
    path("me/consents/", rights.consents, name="my-consents"),
    path("me/consents/<slug:purpose>/give/", rights.give_consent, name="give-consent"),
    path("me/consents/<slug:purpose>/withdraw/", rights.withdraw_consent, name="withdraw-consent"),
    path("me/data/", rights.my_data, name="my-data"),
    path("me/data/take/", rights.take_my_data, name="take-my-data"),
    path("second-factor/", views.second_factor, name="second-factor"),
]
urlpatterns = [
    path("accounts/", RedirectView.as_view(pattern_name="my-account"), name="accounts"),
    path("accounts/", include(entrance)),
    path("accounts/", include(mine)),
    path("accounts/2fa/", include(factors)),
]
if settings.PROVIDERS:
    from partnership.accounts.views import elsewhere  # its tables are there only now

    urlpatterns += [
        path("accounts/elsewhere/", elsewhere.Connections.as_view(), name="socialaccount_connections"),
        path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("accounts/elsewhere/", include("allauth.socialaccount.urls")),
    ]

"""Certificates and the passport."""

from django.urls import URLPattern, path

from partnership.academy.views import certificates, credentials, passport

OF_A_SESSION = "academy/sessions/<int:pk>/certificates/"

urlpatterns: list[URLPattern] = [
    path("certificates/", certificates.check_certificate, name="check-certificate"),
    path("certificates/<str:code>/", certificates.certificate, name="certificate"),
    path("certificates/<str:code>/take-back/", certificates.revoke_certificate, name="revoke-certificate"),
    path(OF_A_SESSION, certificates.issuing, name="issuing"),
    path(f"{OF_A_SESSION}make/", certificates.ask_for_certificates, name="ask-for-certificates"),
    path(f"{OF_A_SESSION}stop/", certificates.stop_certificates, name="stop-certificates"),
    path(f"{OF_A_SESSION}now/", certificates.make_certificates_now, name="make-certificates-now"),
    path("my-training/passport/", passport.passport, name="passport"),
    path("my-training/passport/passport.pdf", passport.passport_paper, name="passport-paper"),
    path("my-training/passport/passport.json", passport.passport_data, name="passport-data"),
    path("my-training/passport/certificate-<str:code>.pdf", certificates.own_certificate, name="own-certificate"),
    path(
        "my-training/passport/<int:pk>/certificate/",
        certificates.get_completion_certificate,
        name="get-completion-certificate",
    ),
    path("my-training/passport/<int:pk>/credential/", credentials.take_credential, name="take-credential"),
    path("my-training/passport/credential-<uuid:number>.json", credentials.own_credential, name="own-credential"),
    path("credentials/issuer/", credentials.credential_issuer, name="credential-issuer"),
    path("credentials/status/<int:number>/", credentials.credential_status, name="credential-status"),
    path(
        "my-training/<int:pk>/certificate/", certificates.get_attendance_certificate, name="get-attendance-certificate"
    ),
]

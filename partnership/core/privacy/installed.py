"""The ledgers of tables that come with installed packages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy.declaring import Basis, Delete, Ledger


def signed_in_as(person: Any) -> Q:
    """Give the sessions in which the person is signed in. A session names its person only inside what it holds."""
    table = apps.get_model("sessions", "Session")
    mine = [row.pk for row in table.objects.iterator() if row.get_decoded().get("_auth_user_id") == str(person.pk)]
    return Q(pk__in=mine)


INSTALLED: Mapping[str, Ledger] = {
    "sessions.Session": Ledger(
        _("Remembering that a browser is signed in."),
        _("A week, or until the person signs out."),
        personal=("expire_date",),
        confided=("session_key", "session_data"),
        secrets=("session_key", "session_data"),
        basis=Basis.PUBLIC_TASK,
        subjects=(signed_in_as,),
        erased=Delete(),
        keep_days=0,
        since=("expire_date",),
        called=_("sessions"),
        fields={
            "expire_date": _("until when"),
            "session_key": _("secret of the browser"),
            "session_data": _("who is signed in there"),
        },
    ),
    "account.EmailAddress": Ledger(
        _("Signing in: the address that codes go to, and whether its person has confirmed it."),
        _("As long as the account."),
        personal=("id", "user", "email", "verified", "primary"),
        basis=Basis.PUBLIC_TASK,
        subjects=("user", "email"),
        erased=Delete(),
        called=_("e-mail addresses"),
        fields={
            "email": _("e-mail address"),
            "verified": _("whether its person has confirmed it"),
            "primary": _("whether it is the one that is used"),
        },
    ),
    "account.EmailConfirmation": Ledger(
        _("Comes with the sign-in package; not used: codes stand in the session."),
        _("Empty."),
        personal=("id", "email_address", "created", "sent"),
        confided=("key",),
        secrets=("key",),
        basis=Basis.PUBLIC_TASK,
        subjects=("email_address__user",),
        erased=Delete(),
        called=_("confirmations of addresses"),
        fields={
            "email_address": _("which e-mail address"),
            "created": _("when it was asked for"),
            "sent": _("when it was sent"),
            "key": _("secret of the letter"),
        },
    ),
    "mfa.Authenticator": Ledger(
        _("Signing in: passkeys, the authenticator app and recovery codes. Their secrets are locked."),
        _("Until the person takes them away, or the account ends."),
        personal=("id", "user", "type", "created_at", "last_used_at"),
        confided=("data",),
        secrets=("data",),
        basis=Basis.PUBLIC_TASK,
        subjects=("user",),
        erased=Delete(),
        called=_("passkeys and codes"),
        fields={"type": _("passkey, app or recovery codes"), "data": _("its secret, locked")},
    ),
    "usersessions.UserSession": Ledger(
        _("Showing people in which browsers they are signed in, so that they can sign out there."),
        _("As long as they are signed in there; at most a month after it was last used."),
        personal=("id", "user", "created_at", "ip", "last_seen_at", "user_agent"),
        confided=("session_key", "data"),
        secrets=("session_key", "data"),
        basis=Basis.PUBLIC_TASK,
        subjects=("user",),
        erased=Delete(),
        keep_days=30,
        since=("last_seen_at",),
        called=_("browsers that are signed in"),
        fields={
            "ip": _("address of the connection"),
            "user_agent": _("which browser"),
            "session_key": _("secret of the browser"),
            "data": _("other things that the browser said"),
        },
    ),
    "socialaccount.SocialApp": Ledger(
        _("Comes with sign-in through other organisations; they are configured, so this stays empty."),
        _("Empty of people."),
        partners=("id", "provider", "provider_id", "name"),
        confided=("client_id", "secret", "key", "settings"),
        secrets=("client_id", "secret", "key", "settings"),
        basis=Basis.PUBLIC_TASK,
        called=_("other organisations to sign in through"),
        fields={
            "provider": _("how to sign in there"),
            "provider_id": _("which organisation"),
            "name": _("what it is called"),
            "client_id": _("our name there"),
            "secret": _("our secret there"),
            "key": _("another secret"),
            "settings": _("settings"),
        },
    ),
    "socialaccount.SocialAccount": Ledger(
        _("Signing in through another organisation: which account there is whose here."),
        _("As long as the account."),
        personal=("id", "user", "provider", "uid", "last_login", "date_joined", "extra_data"),
        basis=Basis.PUBLIC_TASK,
        subjects=("user",),
        erased=Delete(),
        called=_("accounts at other organisations"),
        fields={
            "provider": _("which organisation"),
            "uid": _("who they are there"),
            "last_login": _("when they last signed in"),
            "date_joined": _("when they first signed in"),
            "extra_data": _("what that organisation said of them"),
        },
    ),
    "socialaccount.SocialToken": Ledger(
        _("Comes with sign-in through other organisations; none is kept."),
        _("Empty of people."),
        confided=("id", "app", "account", "token", "token_secret", "expires_at"),
        secrets=("token", "token_secret"),
        basis=Basis.PUBLIC_TASK,
        subjects=("account__user",),
        erased=Delete(),
        called=_("keys of other organisations"),
        fields={
            "app": _("which organisation"),
            "account": _("whose account there"),
            "token": _("secret"),
            "token_secret": _("another secret"),
            "expires_at": _("until when it is good"),
        },
    ),
    "contenttypes.ContentType": Ledger(
        _("Django's list of its own tables."),
        _("As long as the tables."),
        public=("id", "app_label", "model"),
        called=_("list of tables"),
        fields={"app_label": _("part of the site"), "model": _("table")},
    ),
    "auth.Permission": Ledger(
        _("Comes with Django's sign-in; not used."),
        _("Empty of people."),
        public=("id", "name", "content_type", "codename"),
        called=_("permissions"),
        fields={"name": _("what may be done"), "content_type": _("to what"), "codename": _("its name in the code")},
    ),
    "auth.Group": Ledger(
        _("Comes with Django's sign-in; not used."),
        _("Empty of people."),
        public=("id", "name", "permissions"),
        called=_("groups"),
        fields={"name": _("name of the group"), "permissions": _("what it may do")},
    ),
    "django_tasks_database.DBTaskResult": Ledger(
        _("Work that nobody should wait for: what is to be done, and whether it went well."),
        _("A month after it was done."),
        personal=("args_kwargs", "return_value", "traceback"),
        partners=(
            *("id", "status", "enqueued_at", "started_at", "finished_at", "run_after", "priority", "task_path"),
            *("worker_ids", "queue_name", "backend_name", "exception_class_path"),
        ),
        basis=Basis.PUBLIC_TASK,
        keep_days=30,
        since=("finished_at",),
        copies=("args_kwargs", "return_value", "traceback"),
        called=_("work in the queue"),
        fields={
            "status": _("how it stands"),
            "enqueued_at": _("when it was asked for"),
            "started_at": _("when it was begun"),
            "finished_at": _("when it was finished"),
            "args_kwargs": _("what it is about"),
            "priority": _("how urgent it is"),
            "task_path": _("which task"),
            "worker_ids": _("who did it"),
            "queue_name": _("which queue"),
            "backend_name": _("kind of queue"),
            "run_after": _("not before"),
            "return_value": _("what came of it"),
            "exception_class_path": _("what went wrong"),
            "traceback": _("where it went wrong"),
        },
    ),
}

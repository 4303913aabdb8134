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
        _("Two weeks, or until the person signs out."),
        personal=("expire_date",),
        confided=("session_key", "session_data"),
        secrets=("session_key", "session_data"),
        basis=Basis.PUBLIC_TASK,
        subjects=(signed_in_as,),
        erased=Delete(),
        keep_days=0,
        since=("expire_date",),
    ),
    "contenttypes.ContentType": Ledger(
        _("Django's list of its own tables."), _("As long as the tables."), public=("id", "app_label", "model")
    ),
    "auth.Permission": Ledger(
        _("Comes with Django's sign-in; not used."),
        _("Empty of people."),
        public=("id", "name", "content_type", "codename"),
    ),
    "auth.Group": Ledger(
        _("Comes with Django's sign-in; not used."), _("Empty of people."), public=("id", "name", "permissions")
    ),
}

"""What the fields of every table are called where people read what is held on them.

A field has the words of its form (`verbose_name`), those that its table gives it (`Privacy.fields`), or those of every
field of that name, here. A field without any of them is shown as in the code, and a test fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy.declaring import Ledger, Text

EVERYWHERE: Mapping[str, Text] = {
    "id": _("number of the row"),
    "revision": _("how often it was changed"),
    "person": _("the person"),
    "partner": _("the organisation"),
    "place": _("place"),
    "state": _("how it stands"),
    "kind": _("what kind it is"),
    "fictional": _("made up, for the demonstration"),
    "version": _("which version"),
    "workstream": _("the workstream"),
    "meeting": _("the meeting"),
    "opportunity": _("the opportunity"),
    "action": _("the Action"),
    "replaces": _("which one it replaces"),
    "secret_hash": _("fingerprint of the secret link"),
    "sha256": _("fingerprint of the words"),
    "href": _("address of its page"),
    "urn": _("which thing it is"),
    "title": _("title"),
    "user": _("the person"),
    "added_at": _("when it was added"),
    "added_by": _("who added it"),
    "agreed_at": _("when it was agreed"),
    "agreed_by": _("who agreed"),
    "answered_at": _("when it was answered"),
    "answered_by": _("who answered"),
    "asked_at": _("when they asked"),
    "begun_at": _("when it was begun"),
    "begun_by": _("who began it"),
    "called_at": _("when the date was set"),
    "called_by": _("who set the date"),
    "cancelled_at": _("when it was cancelled"),
    "cancelled_by": _("who cancelled it"),
    "changed_at": _("when it was last changed"),
    "closed_at": _("when it was closed"),
    "closed_by": _("who closed it"),
    "confirmed_at": _("when it was confirmed"),
    "confirmed_by": _("who confirmed it"),
    "created_at": _("when it began"),
    "decided_at": _("when it was decided"),
    "decided_by": _("who decided"),
    "ended_at": _("when it ended"),
    "ended_by": _("who ended it"),
    "erased_at": _("when they were erased"),
    "erased_by": _("who erased them"),
    "expires_at": _("until when it is good"),
    "finished_at": _("when it was finished"),
    "finished_by": _("who finished it"),
    "given_at": _("when it was given"),
    "given_by": _("who gave it"),
    "invited_at": _("when they were invited"),
    "invited_by": _("who invited them"),
    "joined_at": _("when they joined"),
    "last_login": _("when they last signed in"),
    "last_seen_at": _("when it was last used"),
    "last_used_at": _("when it was last used"),
    "left_at": _("when they left"),
    "left_by": _("who ended it"),
    "made_at": _("when it was made"),
    "merged_at": _("when they were merged"),
    "merged_by": _("who merged them"),
    "moved_at": _("when it last moved on"),
    "moved_by": _("who moved it on"),
    "opened_at": _("when it was opened"),
    "opened_by": _("who opened it"),
    "paused_at": _("since when it is paused"),
    "prepared_at": _("when it was prepared"),
    "prepared_by": _("who prepared it"),
    "proposed_at": _("when it was proposed"),
    "proposed_by": _("who proposed it"),
    "published_at": _("when it was published"),
    "published_by": _("who published it"),
    "raised_at": _("when it was raised"),
    "raised_by": _("who raised it"),
    "removed_at": _("when it was taken away"),
    "removed_by": _("who took it away"),
    "reported_at": _("when it was reported"),
    "reported_by": _("who reported it"),
    "said_at": _("when it was said"),
    "said_by": _("who said so"),
    "shared_at": _("when it was shared"),
    "shared_by": _("who shared it"),
    "signed_at": _("when it was signed"),
    "signed_by": _("who signed"),
    "since_at": _("since when"),
    "since_by": _("who said so"),
    "since_on": _("since which day"),
    "from_on": _("from which day"),
    "to_on": _("until which day"),
    "started_at": _("when it was begun"),
    "started_by": _("who began it"),
    "told_at": _("when they were told"),
    "took_at": _("when they took the seat"),
    "took_by": _("who gave them the seat"),
    "undone_at": _("when it was undone"),
    "undone_by": _("who undid it"),
    "uploaded_at": _("when it came in"),
    "uploaded_by": _("who brought it in"),
    "used_at": _("when it was last used"),
    "withdrawn_at": _("when it was taken back"),
    "withdrawn_by": _("who took it back"),
    "written_at": _("when it was written"),
    "written_by": _("who wrote it"),
}


def own_words(one: Any, ledger: Ledger | None) -> Text:
    """Give the words of a field: its table's, its form's, or those of every field of that name; nothing if it has none.

    What a package calls its fields counts for nothing: those words were written for programmers.
    """
    forms = getattr(one, "_verbose_name", "")
    ours = one.model.__module__.startswith("partnership.") and isinstance(forms, Promise)
    said = ledger.fields.get(one.name) if ledger else None
    return said or (forms if ours else EVERYWHERE.get(one.name, ""))

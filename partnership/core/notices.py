"""Tell somebody something on the site. A digest says by e-mail that there is news, never what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.core.events import urn
from partnership.core.models import Notice

if TYPE_CHECKING:
    from partnership.accounts.models import Person

CATEGORIES: Mapping[str, str | Promise] = {  # what people choose letters for, in public words
    "people": _("Your organisations and the people in them"),
    "partner": _("How your organisations stand here"),
    "charter": _("The charter"),
    "pledge": _("Pledges"),
    "action": _("Actions"),
    "assessment": _("Looking honestly at ourselves"),
    "listening": _("What people told us"),
    "reading": _("Reading"),
    "training": _("Training"),
    "workstream": _("Workstreams"),
    "announcement": _("Announcements"),
    "together": _("Working together"),
    "content": _("Texts of this site that you edit or check"),
    "programme": _("Running the programme"),
    "account": _("Your account and your rights"),
}


def tell(person: Person, category: str, sentence: str, *, href: str, thing: Model | str, **words: str) -> Notice:
    """Tell the person one sentence, in the transaction of the deed that it is about.

    `sentence` is a message for translators, marked with `gettext_noop`, whose `%(name)s` are given as `words`. Nothing
    confided may stand in it: a notice is read over shoulders.
    """
    told = notice(person, category, sentence, href=href, thing=thing, **words)
    told.save(force_insert=True)
    return told


def notice(person: Person, category: str, sentence: str, *, href: str, thing: Model | str, **words: str) -> Notice:
    """Give the notice of `tell`, not saved yet: for who tells many people at once."""
    return Notice(person=person, category=category, sentence=sentence, words=words, href=href, thing=urn(thing))

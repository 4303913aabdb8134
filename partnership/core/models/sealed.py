"""A column for words told in confidence, which takes locked texts only; and keys that tell no order."""

import secrets

from django.db import models

from partnership.core import sealing


def random_key():
    """Give a key that says nothing about when it was given: a positive number that JavaScript can hold too."""
    return secrets.randbelow(2**52) + 1


class SealedField(models.TextField):
    """Text that was locked by `partnership.core.sealing`. It is never opened by reading the row.

    Words in clear are refused on their way into the database, so that forgetting to lock them is an error and no leak.
    """

    def get_prep_value(self, value):
        held = super().get_prep_value(value)
        if held and not sealing.is_sealed(held):
            raise ValueError(f"{self.model.__name__}.{self.name} takes locked words only.")
        return held


def put(row, field, text):
    """Lock a text into a field of a row that has its key already; an empty one is left empty."""
    setattr(row, field, sealing.seal(text, about=_place(row, field)) if text else "")


def read(row, field):
    """Open what a field of a row holds.

    Raises
    ------
    sealing.KeyLost
        If it cannot be opened.
    """
    held = getattr(row, field)
    return sealing.unseal(held, about=_place(row, field)) if held else ""


def read_or_say(row, field):
    """Open what a field of a row holds; where nobody can any more, give the calm sentence that says so."""
    try:
        return read(row, field)
    except sealing.KeyLost as lost:
        return str(lost.sentence)


def rewrapped(row, field):
    """Give what the field holds with its own key locked anew by the newest key of the site."""
    held = getattr(row, field)
    return sealing.rewrap(held, about=_place(row, field)) if held else ""


def _place(row, field):
    return sealing.place_of(row._meta.label, row.pk, field)

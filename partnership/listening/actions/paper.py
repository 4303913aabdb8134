"""A trained reader types in a sheet that came closed. Its code becomes one at this moment, and stands nowhere but as a hash."""

from __future__ import annotations

from django.db import transaction

from partnership.accounts.models import Person
from partnership.core import codes, events
from partnership.listening.actions.telling import TELLING, send_story
from partnership.listening.models import Story
from partnership.listening.rules import paper as rules
from partnership.listening.rules.told import Told


@transaction.atomic
def type_paper(told: Told, *, code: codes.Held | None, by: Person) -> Story:
    """Type one sheet in, as if it were sent now. Pressed twice, it counts once: the sheet's page carries its key."""
    rules.check_can_type_this(by, told)
    if code:
        rules.check_code_is_free(code.lookup, told.key or 0)
    story = send_story(told, code=code, by=by)
    events.record(by=by, verb="paper.typed", thing=TELLING, only_the_day=True)
    return story

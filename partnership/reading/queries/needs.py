"""What waits for readers and safeguarding leads: how much, and by when. Never a word of it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.accounts.models import Person
from partnership.core.components import Need
from partnership.core.refusals import allowed
from partnership.reading.models import Debrief, looks_after_safety, reads
from partnership.reading.queries.queue import counted, debrief_offered
from partnership.reading.queries.safety import undecided
from partnership.reading.rules.queue import check_may_read_more
from partnership.reading.rules.rota import plans_the_rota


def has_a_part(person: Person) -> bool:
    """Whether somebody reads, or looks after safety."""
    return reads(person) or looks_after_safety(person)


def plans(person: Person) -> bool:
    """Whether somebody plans who reads."""
    return plans_the_rota(person)


def needs(person: Person) -> tuple[Need, ...]:
    """Give what waits for this person; nothing, and no question, for anybody else."""
    if not has_a_part(person):
        return ()
    return (*_texts(person), *_concerns(person), *_talks(person))


def _texts(person: Person) -> tuple[Need, ...]:
    found, kind = counted(person), _("Reading")
    mine = ngettext("You are reading one thing", "You are reading %(count)s things", found.mine) % {"count": found.mine}
    more = ngettext("One thing waits for a reader", "%(count)s things wait for a reader", found.waiting)
    return (
        *([Need(mine, "/reading/", kind=kind)] if found.mine else []),
        *(
            [Need(more % {"count": found.waiting}, "/reading/", found.due, kind)]
            if found.waiting and allowed(check_may_read_more, person)
            else []
        ),
    )


def _concerns(person: Person) -> tuple[Need, ...]:
    found = list(undecided(person))
    if not found:
        return ()
    said = ngettext("One concern waits for a decision", "%(count)s concerns wait for a decision", len(found))
    due = timezone.localdate(min(one.decide_by for one in found))
    return (Need(said % {"count": len(found)}, "/reading/concerns/", due, _("Reading")),)


def _talks(person: Person) -> tuple[Need, ...]:
    own = debrief_offered(person)
    offered = (Need(own, "/reading/mine/", kind=_("Reading")),) if own else ()
    if not looks_after_safety(person):
        return offered
    asked = Debrief.objects.visible_to(person).filter(had_on__isnull=True).exclude(person=person).count()
    said = ngettext("One reader asked for a talk", "%(count)s readers asked for a talk", asked) % {"count": asked}
    return (*offered, *([Need(said, "/reading/rota/", kind=_("Reading"))] if asked else []))

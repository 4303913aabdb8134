"""What an organisation will do about what it saw: Actions, each tied to a standard and to the assessment."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.pack import in_language
from partnership.framework.models import Assessment
from partnership.framework.rules import plan as rules
from partnership.framework.rules.arranging import asked_edition
from partnership.framework.rules.plan import Wanted
from partnership.partners.models import held
from partnership.plans.actions import raise_action
from partnership.plans.models import Action


@transaction.atomic
def raise_from_plan(assessment: Assessment, wanted: Sequence[Wanted], *, by: Person) -> tuple[Action, ...]:
    """Raise Actions for standards of an assessment, all of them or none."""
    rules.check_can_raise_from_plan(by, held(assessment), [one.standard for one in wanted])
    raised = tuple(_raised(assessment, one, by) for one in wanted)
    events.record(by=by, verb="plan.actions_raised", thing=assessment)
    return raised


def _raised(assessment: Assessment, wanted: Wanted, by: Person) -> Action:
    """Raise one. Leads of the place see it too: its labels say what it serves, never which level anybody agreed on."""
    standard = asked_edition(assessment).standard(wanted.standard)
    assert standard is not None
    page = reverse("framework-standard", kwargs={"edition": assessment.edition, "standard": standard.key})
    plan = reverse("assessment-plan", kwargs={"partner": assessment.partner.slug, "pk": assessment.pk})
    return raise_action(
        wanted.title,
        by=by,
        partner=assessment.partner,
        owner=wanted.owner,
        what=wanted.what,
        effort=wanted.effort,
        due_on=wanted.due_on,
        raised_from=(events.urn(assessment), in_language(asked_edition(assessment).title), plan),
        serves=[(standard.urn, in_language(standard.title), page)],
    )

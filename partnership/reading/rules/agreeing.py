"""When words of a child may be offered to the child for publishing: a reader made them ready, a safeguarding lead agreed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.reading.models import Text, Use, Version, looks_after_safety


def check_can_agree_to_version(person: Person, version: Version) -> None:
    """A safeguarding lead who may see the text and did not make the words ready themselves."""
    if not looks_after_safety(person):
        raise Refusal(_("Only a safeguarding lead can agree to this."))
    if not Text.objects.visible_to(person).filter(pk=version.text_id).exists():
        raise Refusal(_("You are close to an organisation that these words are about. Another lead decides."))
    if version.made_by_id == person.pk:
        raise Refusal(_("You made these words ready yourself. A second person decides."))
    if version.use != Use.PUBLIC or version.state != "ready" or version.agreed_at:
        raise Refusal(_("There is nothing to agree to here."))

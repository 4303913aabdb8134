"""To which organisations a story may be told. What somebody said that must never happen is obeyed here, or nothing happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.events import urn
from partnership.core.refusals import Refusal
from partnership.listening.models import (
    POLICE,
    STORY,
    Barrier,
    Kept,
    Never,
    Purpose,
    Route,
    Story,
    StoryUse,
    may_see_told,
    near_to,
)
from partnership.partners.models import Kind, Partner, Role
from partnership.reading.models import Text, Use, Version, kept_out_of, looks_after_safety, reads

if TYPE_CHECKING:
    from partnership.accounts.models import Person

TELLABLE = ("read", "told")
ANSWERING = ("joined", "active")  # partners that somebody can answer for today
STANDING = ("ready", "approved")


def check_can_tell(person: Person, story: Story, partner: Partner) -> None:
    """A reader may tell an organisation a story: with a yes to it, never against a no, in words made ready."""
    _check_is_the_readers(person, story, partner)
    _check_is_wanted(story)
    _check_never_at_all(story)
    _check_never(story, partner)
    _check_others(story)
    _check_words(story)
    _check_somebody_answers(story, partner)


def check_can_tell_all(person: Person, story: Story, partners: list[Partner]) -> None:
    """Each of them, or none."""
    if not partners:
        raise Refusal(_("Choose at least one organisation."))
    for partner in partners:
        check_can_tell(person, story, partner)


def could_be_told(story: Story, person: Person) -> QuerySet[Partner]:
    """Give the partners that a reader may choose from: somebody leads there, and nothing that was said keeps it from them.

    It leaves out what `check_can_tell` refuses of a partner, but for leads who belong elsewhere too: those it alone knows.
    """
    led = Role.objects.current().of(Kind.PARTNER_LEAD).values("partner")
    told = Route.objects.filter(story=story).values("partner")
    found = Partner.objects.filter(state__in=ANSWERING, pk__in=led).exclude(pk__in=told)
    return found.exclude(pk__in=kept_out_of(person)).exclude(pk__in=never_told(story))


def never_told(story: Story) -> frozenset[int]:
    """Give the partners that whoever told it said must never see it, with those that they are part of, and their parts."""
    nevers = list(Never.objects.filter(story=story))
    if not nevers:
        return frozenset()
    named = [one.partner_id for one in nevers if one.partner_id]
    sectors = {sector for one in nevers if (sector := _sector_kept_from(one))}
    kept = Partner.objects.filter(near_to(named) | Q(sector__in=sectors))
    return frozenset(kept.values_list("pk", flat=True))


def check_story_can_go(person: Person, story: Story) -> None:
    """What keeps a story from everybody, whichever organisation it would be."""
    check_can_route(person, story)
    _check_is_wanted(story)
    _check_never_at_all(story)
    _check_others(story)
    _check_words(story)


def is_reader(person: Person) -> bool:
    """Whether somebody reads what people told us: trained readers, and safeguarding leads."""
    return reads(person) or looks_after_safety(person)


def check_can_route(person: Person, story: Story) -> None:
    """A reader may look at where a story could go, if they are not close to the organisation that it is about."""
    if not is_reader(person):
        raise Refusal(_("Only trained readers and safeguarding leads decide where a story goes."))
    near = kept_out_of(person)
    if story.partner_id in near or story.routes.filter(partner__in=near).exists():
        raise Refusal(_("This is about an organisation that you are close to. Another reader looks at it."))


def _check_is_the_readers(person: Person, story: Story, partner: Partner) -> None:
    check_can_route(person, story)
    if partner.pk in kept_out_of(person):
        raise Refusal(
            _("You are close to %(partner)s, so another reader decides whether it is told.") % {"partner": partner}
        )


def _check_is_wanted(story: Story) -> None:
    if story.state not in TELLABLE:
        raise Refusal(_("This is “%(state)s”, so it goes nowhere now.") % {"state": story.get_state_display()})
    if not StoryUse.objects.filter(story=story, use=Purpose.TELL, given=True).exists():
        raise Refusal(_("Whoever told this did not say that a service may be told."))


def _check_never_at_all(story: Story) -> None:
    if story.never_any:
        raise Refusal(_("Somebody must never see this, and we cannot be sure. It goes nowhere."))
    for never in Never.objects.filter(story=story):
        if never.kind == Kept.ROLE:
            raise Refusal(
                _("People in one job must never see this. We cannot know who reads it there, so it goes nowhere.")
            )
        if never.kind == Kept.PARTNER and never.partner_id is None:
            raise Refusal(_("Somebody must never see this, and we cannot be sure who. It goes nowhere."))
        if never.kind == Kept.SERVICE and not sector_of(never.which):
            raise Refusal(_("A kind of service must never see this, and we cannot be sure which. It goes nowhere."))


def _check_never(story: Story, partner: Partner) -> None:
    kinds = {one.kind for one in Never.objects.filter(story=story) if partner.sector == _sector_kept_from(one)}
    if Kept.POLICE in kinds:
        raise Refusal(_("Whoever told this said that the police must never see it."))
    if kinds:
        raise Refusal(_("Whoever told this said that no service of this kind may see it."))
    if partner.pk in never_told(story):
        raise Refusal(_("Whoever told this said that %(partner)s must never see it.") % {"partner": partner})


def _sector_kept_from(never: Never) -> str:
    return POLICE if never.kind == Kept.POLICE else sector_of(never.which) if never.kind == Kept.SERVICE else ""


def sector_of(which: str) -> str:
    """Give the sector that somebody named, whether by its own key or by that of a kind of service; else nothing."""
    content = pack.current()
    kind = content.listening.services.get(which) if content.listening else None
    return kind.sector if kind else which if which in content.sectors else ""


def others_alike(story: Story) -> int:
    """Count the read stories that say the same, this one among them: one barrier and the kind of service, and the partner."""
    read = Story.objects.filter(state__in=TELLABLE, service=story.service).exclude(service="")
    alike = read.filter(partner=story.partner) if story.partner_id else read
    counts = [
        alike.filter(pk__in=Barrier.objects.filter(barrier=one).values("story")).count() for one in barriers_of(story)
    ]
    return max(counts, default=0)


def barriers_of(story: Story) -> list[str]:
    """Give what got in the way, as keys of the pack."""
    return list(Barrier.objects.filter(story=story).values_list("barrier", flat=True))


def waits_for_others(story: Story) -> bool:
    """Whether too few say the same yet, for somebody who wants to be one of several."""
    listening = pack.current().listening
    return story.only_if_others and (listening is None or others_alike(story) < listening.promise.others)


def _check_others(story: Story) -> None:
    if waits_for_others(story):
        raise Refusal(_("Whoever told this wants a service to be told only when others say the same. Too few do yet."))


def versions_for_services(story: Story) -> list[Version]:
    """Give the words of a story that readers made ready for services, the newest of each text."""
    texts = Text.objects.about(urn(story)).exclude(state="erased")
    made = Version.objects.filter(text__in=texts, use=Use.SERVICE, state__in=STANDING)
    newest = {one.text_id: one for one in sorted(made, key=lambda one: (one.made_at, one.pk))}
    return list(newest.values())


def _check_words(story: Story) -> None:
    told = Text.objects.about(urn(story)).exclude(state="erased").exists()
    if told and not versions_for_services(story):
        raise Refusal(_("Make the words ready for a service first, so that nobody is recognised by them."))


def _check_somebody_answers(story: Story, partner: Partner) -> None:
    if partner.state not in ANSWERING:
        raise Refusal(_("%(partner)s is not active here now, so nobody there could answer.") % {"partner": partner})
    route = Route.objects.filter(story=story, partner=partner).first()
    if route is not None:
        raise Refusal(_("%(partner)s was told already.") % {"partner": partner})
    if not leads_to_tell(story, partner):
        raise Refusal(
            _("Nobody leads %(partner)s who may see this, so nobody there could answer.") % {"partner": partner}
        )


def leads_to_tell(story: Story, partner: Partner) -> list[Person]:
    """Give the leads of a partner who may know of a story: none who also belongs where it must never be seen."""
    roles = Role.objects.current().of(Kind.PARTNER_LEAD).filter(partner=partner).select_related("person")
    return [role.person for role in roles.order_by("pk") if may_see_told(role.person, story)]


def check_can_settle(person: Person, story: Story, step: str) -> None:
    """A reader who is not close to it, as long as nobody was told."""
    check_can_route(person, story)
    STORY.check(step, story.state)


def check_can_call_back(person: Person, route: Route) -> None:
    """A reader may, and whoever told it, who comes without a name."""
    if person.system:
        return
    if not is_reader(person) or route.partner_id in kept_out_of(person):
        raise Refusal(_("Only a trained reader, or whoever told it, can call a story back."))

"""Letting words count: by a second person, or at once for a helpline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnership.content import rules
from partnership.content.actions.marking import _was_checked
from partnership.content.models import (
    KINDS,
    Draft,
    Edition,
    Kind,
    digest_of,
    keep_what_counts,
    kept_text,
    name_for,
    prepare,
    programme_team,
    standing,
)
from partnership.core import events, pack
from partnership.core.notices import tell
from partnership.core.refusals import NotYet, Refusal
from partnership.core.transitions import move

if TYPE_CHECKING:
    from partnership.accounts.models import Person
    from partnership.content.models.shelf import Ready


@transaction.atomic
def publish(draft: Draft, *, problems: Sequence[object], seen: int, by: Person) -> Edition:
    """Let a draft count: as the second person, who wrote none of it."""
    rules.check_can_publish(by, _held(draft), problems, seen)
    content = dict(draft.content)
    if KINDS[Kind(draft.kind)].versions:
        content["published"] = timezone.localdate().isoformat()
    name = draft.name or name_for(Kind(draft.kind), content)
    move(draft, "published")
    edition = _come_out(name, None if draft.removal else content, draft.why, by=by, draft=draft)
    events.record(by=by, verb="edition.published", thing=edition)
    _tell([draft.begun_by], gettext_noop("Published: %(title)s"), edition, title=str(draft))
    return edition


def _held(draft: Draft) -> Draft:
    # All drafts of the file, so that two of them cannot both take the place of the same edition.
    list(Draft.objects.select_for_update().filter(name=draft.name).order_by("pk"))
    draft.refresh_from_db()
    return draft


def _come_out(
    name: str, content: Mapping[str, Any] | None, why: str, *, by: Person, draft: Draft | None = None
) -> Edition:
    text = why if content is None else pack.written(content)
    said = {
        "kind": draft.kind if draft else Kind.HELPLINE,
        "sha256": "" if content is None else digest_of(text),
        "removed": content is None,
        "why": why,
        "published_by": by,
        "written_by": draft.begun_by if draft else by,
        "draft": draft,
    }
    edition = _numbered(name, said)
    transaction.on_commit(_ready(name, text, removal=content is None).put_in_place)
    return edition


def _numbered(name: str, said: Mapping[str, Any]) -> Edition:
    number, _colon, before = standing(name).partition(":")
    try:
        with transaction.atomic():
            return Edition.objects.create(name=name, number=int(number) + 1, before_sha256=before, **said)
    except IntegrityError:
        sentence = _("Somebody published the same words at this very moment. Look at them as they are now.")
        raise Refusal(sentence) from None


def _ready(name: str, text: str, *, removal: bool) -> Ready:
    try:
        keep_what_counts(name)
        return prepare(name, text, removal=removal)
    except OSError:
        raise NotYet(
            _("The words could not be written to the disk, so nothing has changed. Tell who runs this site.")
        ) from None


def _tell(people: Iterable[Person], sentence: str, edition: Edition, *, title: str) -> None:
    href = reverse("edition", kwargs={"pk": edition.pk})
    for person in people:
        tell(person, "content", sentence, href=href, thing=edition, title=title)


@transaction.atomic
def send_back(draft: Draft, words: str, *, by: Person) -> Draft:
    """Say what should be different, and give the draft back to whoever wrote it."""
    rules.check_can_send_back(by, draft, words)
    move(draft, "sent_back")
    draft.answer = words.strip()
    draft.save(update_fields=["answer", "changed_at"])
    events.record(by=by, verb="draft.sent_back", thing=draft)
    tell(
        draft.begun_by,
        "content",
        gettext_noop("Sent back, with what should be different: %(title)s"),
        href=reverse("draft", kwargs={"pk": draft.pk}),
        thing=draft,
        title=str(draft),
    )
    return draft


@transaction.atomic
def change_helpline(
    content: Mapping[str, Any], *, why: str, problems: Sequence[object], seen: str, by: Person, new: bool = False
) -> Edition:
    """Change or add a helpline at once. It counts from the next request on; the programme team is told."""
    rules.check_can_change_at_once(by, content, why=why, problems=problems, seen=seen, new=new)
    edition = _come_out(name_for(Kind.HELPLINE, content), content, why.strip(), by=by)
    _was_checked(edition.name, by=by)
    events.record(by=by, verb="helpline.added" if new else "helpline.changed", thing=edition)
    said = gettext_noop("A helpline was changed at once: %(title)s")
    _tell(programme_team(but=[by.pk]), said, edition, title=str(content["name"]["en"]))
    return edition


@transaction.atomic
def remove_helpline(name: str, *, why: str, seen: str, by: Person) -> Edition:
    """Take a helpline away at once, with the reason. The programme team is told."""
    rules.check_can_remove_at_once(by, name, why=why, seen=seen)
    title = str(pack.current().helplines[name.split("/")[1].removesuffix(".yaml")].name)
    edition = _come_out(name, None, why.strip(), by=by)
    events.record(by=by, verb="helpline.removed", thing=edition)
    _tell(
        programme_team(but=[by.pk]), gettext_noop("A helpline was taken away at once: %(title)s"), edition, title=title
    )
    return edition


@transaction.atomic
def put_back(edition: Edition, *, by: Person) -> Edition:
    """Put the newest edition in its place again, where the site stopped before it was or somebody changed the file."""
    rules.check_can_put_back(by, edition)
    text = edition.why if edition.removed else kept_text(edition.sha256)
    if text is None:
        raise NotYet(_("The words of this edition are not on the disk any more. Publish them again."))
    transaction.on_commit(_ready(edition.name, text, removal=edition.removed).put_in_place)
    events.record(by=by, verb="edition.put_back", thing=edition)
    return edition

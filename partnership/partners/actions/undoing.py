"""Taking an import back: what it made and nobody has touched since goes, the rest stays and says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import search
from partnership.core.models import Event
from partnership.partners.models import ArrivalLetter, Import, ImportRow, Partner, Verdict
from partnership.partners.models.links import links_to

BATCH = 500
OF_IMPORTS = ("person.imported", "membership.imported", "role.imported", "partner.imported", "person.invited")
IN_ORDER = (
    *("partners.role", "partners.membership", "partners.invitation", "partners.partnerplace"),
    *("partners.identifier", "partners.contact", "partners.standing", "partners.partner", "accounts.person"),
)
PARTS = {
    "partners.partner": ("", ":record"),
    "partners.membership": ("",),
    "accounts.person": ("",),
}  # what of each can be found

Made = dict[str, dict[int, int]]  # label of a table: its row: the row of the spreadsheet


def _take_back(batch: Import) -> None:
    """Delete what can go; a body or a person goes with all that came for it, or stays with all of it."""
    rows = list(ImportRow.objects.filter(batch=batch, verdict=Verdict.MADE))
    made: Made = defaultdict(dict)
    for row in rows:
        for label, key in row.made:
            made[label][key] = row.number
    touched = _touched(batch, made)
    _touch_what_stays_is_part_of(made["partners.partner"], touched)
    owners = {_owner(row): touched[row.number] for row in rows if row.number in touched}
    staying = [row for row in rows if _owner(row) in owners]
    for row in staying:
        row.problems = [["", "", owners[_owner(row)]]]
    ImportRow.objects.bulk_update(staying, ["problems"], batch_size=BATCH)
    stays = {row.number for row in staying}
    gone = {row.number for row in rows} - stays
    taken_back = ImportRow.objects.filter(batch=batch, verdict=Verdict.MADE, problems=[])
    taken_back.update(verdict=Verdict.GONE, made=[], person=None, partner=None)
    _delete(made, gone)


def _delete(made: Made, gone: set[int]) -> None:
    """Delete what came of these rows, and let nobody find it."""
    going = [key for key, number in made["partners.partner"].items() if number in gone]
    for start in range(0, len(going), BATCH):  # or one that goes would hold another that goes
        Partner.objects.filter(pk__in=going[start : start + BATCH]).update(parent=None, parent_relation="")
    for label in IN_ORDER:
        keys = [key for key, number in made[label].items() if number in gone]
        search.remove_many([f"urn:heartwood:{label}:{key}{part}" for key in keys for part in PARTS.get(label, ())])
        for start in range(0, len(keys), BATCH):
            _delete_rows(label, keys[start : start + BATCH])


def _delete_rows(label: str, keys: list[int]) -> None:
    """Delete rows to which nothing leads: that was looked at, and the database would refuse it.

    Django looks at every table again for whatever may hang on each of them. For ten thousand people that is most of the
    time that taking back takes.
    """
    if label == "accounts.person":
        ArrivalLetter.objects.filter(person__in=keys).delete()
    if label in ("accounts.person", "partners.partner"):
        owner = label.rpartition(".")[2]
        ImportRow.objects.filter(**{f"{owner}__in": keys}).update(**{owner: None})
    rows = apps.get_model(label)._base_manager.filter(pk__in=keys)
    rows._raw_delete(rows.db)


def _touch_what_stays_is_part_of(partners: dict[int, int], touched: dict[int, str]) -> None:
    """Keep the one that something is part of which stays, and what that one is part of."""
    above = dict(Partner.objects.filter(parent__isnull=False).values_list("pk", "parent")) if partners else {}
    for key, number in partners.items():
        at = above.get(key) if number in touched else None
        while at in partners and partners[at] not in touched:
            touched[partners[at]] = _("Something here belongs to it by now.")
            at = above.get(at)


def _owner(row: ImportRow) -> tuple[str, int | None]:
    return ("person", row.person_id) if row.person_id else ("partner", row.partner_id or row.number)


def _touched(batch: Import, made: Made) -> dict[int, str]:
    """Say of which rows something was used or changed since, and what."""
    touched: dict[int, str] = {}
    people = made["accounts.person"]
    if people:
        used = Person.objects.filter(pk__range=(min(people), max(people)), last_login__isnull=False)
        for key in used.values_list("pk", flat=True):
            touched.setdefault(people.get(key, 0), _("They have signed in since."))
    for label in ("accounts.person", "partners.partner", "partners.membership", "partners.role"):
        for key in _led_to(label, made):
            touched.setdefault(made[label][key], _("Something here belongs to it by now."))
    for thing in _written_about(batch):
        label, _colon, key = thing.removeprefix("urn:heartwood:").rpartition(":")
        if key.isdecimal() and int(key) in made.get(label, {}):
            touched.setdefault(made[label][int(key)], _("Somebody has changed it since."))
    return touched


def _led_to(label: str, made: Made) -> Iterator[int]:
    """Give the rows of one table to which anything leads that did not come with the import."""
    keys = made[label]
    if not keys:
        return
    for other, field in links_to(apps.get_model(label)):
        if other in (ImportRow, ArrivalLetter):
            continue
        near = {
            f"{field.name}__gte": min(keys),
            f"{field.name}__lte": max(keys),
        }  # thousands of keys are too many to name
        leading = other._base_manager.filter(**near)
        ours = made.get(other._meta.label_lower, {})
        for own, key in leading.values_list("pk", field.attname):
            if key in keys and own not in ours:
                yield key


def _written_about(batch: Import) -> Iterator[str]:
    since = Event.objects.filter(at__gte=batch.confirmed_at).exclude(verb__in=OF_IMPORTS)
    return since.values_list("thing", flat=True).iterator(chunk_size=2000)

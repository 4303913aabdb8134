"""The words in which a table declares its privacy; what each of them does to the rows about somebody who is erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from django.db.models import F, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Subject = str | Callable[[Any], Q]

FROM_YOU = _("From you, or from what you did here.")
WITH_AN_ACCOUNT = _("People with an account here.")
ON_EVERY_PAGE = _("The link “Something here is wrong or hurt me” at the foot of every page.")


class Basis(Enum):
    """Why the law allows it (UK GDPR, article 6); special categories name their article 9 condition in `kept` beside it."""

    CONSENT = _("Consent")
    PUBLIC_TASK = _("Public task")
    CONTRACT = _("Agreement with the person")
    LEGAL_OBLIGATION = _("Legal obligation")
    LEGITIMATE_INTERESTS = _("Legitimate interests")
    EXPLICIT_CONSENT = _("Explicit consent (article 9)")


@dataclass(frozen=True, slots=True)
class Effect:
    """How many rows of one table an erasure deletes, empties of the person, and leaves."""

    deleted: int = 0
    emptied: int = 0
    left: int = 0

    @property
    def rows(self) -> int:
        """How many rows are about the person."""
        return self.deleted + self.emptied + self.left

    def __add__(self, other: Effect) -> Effect:
        """Put two together."""
        return Effect(self.deleted + other.deleted, self.emptied + other.emptied, self.left + other.left)


def changed(model: type[Model], values: Mapping[str, object]) -> dict[str, object]:
    """Give the changes to a row with its revision counted on: a form that was opened before is told that it has changed."""
    counts = any(one.name == "revision" for one in model._meta.get_fields())
    return {**values, **({"revision": F("revision") + 1} if counts else {})}


class Erased(Protocol):
    """What erasing a person does to the rows about them: said beforehand, then done."""

    @property
    def says(self) -> Text:
        """Say it to the person."""

    def foresee(self, rows: QuerySet[Any]) -> Effect:
        """Count what would happen."""

    def do(self, rows: QuerySet[Any]) -> Effect:
        """Do it."""


@dataclass(frozen=True)
class Delete:
    """Erasing the person deletes the row."""

    says = _("Deleted.")

    def foresee(self, rows: QuerySet[Any]) -> Effect:
        """Count the rows that would go."""
        return Effect(deleted=rows.count())

    def do(self, rows: QuerySet[Any]) -> Effect:
        """Delete them."""
        effect = self.foresee(rows)
        rows.delete()
        return effect


@dataclass(frozen=True)
class Keep:
    """Erasing the person leaves the row: it says what happened, and the person in it has become nobody."""

    says = _("Kept. It says what happened, by “someone who left”.")

    def foresee(self, rows: QuerySet[Any]) -> Effect:
        """Count the rows that would stay."""
        return Effect(left=rows.count())

    def do(self, rows: QuerySet[Any]) -> Effect:
        """Leave them."""
        return self.foresee(rows)


@dataclass(frozen=True)
class Blank:
    """Erasing the person sets these fields to these values and keeps the rest."""

    values: Mapping[str, object] = field(default_factory=dict)
    says = _("Emptied of the person. What is left says that something happened, by “someone who left”.")

    def foresee(self, rows: QuerySet[Any]) -> Effect:
        """Count the rows that would be emptied."""
        return Effect(emptied=rows.count())

    def do(self, rows: QuerySet[Any]) -> Effect:
        """Empty them."""
        effect = self.foresee(rows)
        rows.update(**changed(rows.model, self.values))
        return effect


@dataclass(frozen=True)
class DeleteWhere:
    """Erasing the person deletes the rows for which the condition holds; to the others it does something else."""

    rows: Q
    otherwise: Delete | Keep | Blank = Keep()
    says = _("What was told in confidence is deleted. The rest is kept: it says what happened, by “someone who left”.")

    def foresee(self, rows: QuerySet[Any]) -> Effect:
        """Count both kinds."""
        return Delete().foresee(rows.filter(self.rows)) + self.otherwise.foresee(rows.exclude(self.rows))

    def do(self, rows: QuerySet[Any]) -> Effect:
        """Do both, the others first: what is done to them must not bring them under the condition."""
        return self.otherwise.do(rows.exclude(self.rows)) + Delete().do(rows.filter(self.rows))


@dataclass(frozen=True)
class Reaches:
    """Whom the words that somebody types into a field reach, and what follows from that.

    `position` is what we expect the Online Safety Act 2023 to say about it, for the hosts' own advice to confirm;
    `report` how somebody who meets the words can tell us about them.
    """

    to: Text
    position: Text
    report: Text = ON_EVERY_PAGE


AS_PROVIDER = _(
    "Provider content: the programme writes or approves it before anybody else sees it. Expected to be outside the duties."
)
FOR_THEIR_ORGANISATION = _(
    "One user's words reach others, in the name of an organisation. Counted as user-to-user in the illegal-content risk"
    " assessment until legal advice says that an exemption (public body, or limited functions) holds."
)
AT_WORK = _(
    "Words between people who work together, not open to the public. Expected to fall under the exemption for internal"
    " services; counted as user-to-user until legal advice says so."
)


@dataclass(frozen=True)
class Foi:
    """Who holds a table for the Freedom of Information Act 2000, and which exemption is expected if somebody asks."""

    held_by: Text
    exemption: Text


HOSTS_HOLD = _("The hosts, jointly")
PERSONAL_DATA = Foi(HOSTS_HOLD, _("Section 40(2), personal data; people ask for their own under data protection law."))
CONFIDED_DATA = Foi(
    HOSTS_HOLD,
    _("Sections 40(2), personal data, and 41, given in confidence; 38 where somebody could be put in danger."),
)
WORKING_DATA = Foi(
    HOSTS_HOLD, _("None expected; each request is looked at by itself (section 43, commercial interests).")
)
OPEN_DATA = Foi(HOSTS_HOLD, _("Section 21: anybody can read it on this site."))


@dataclass(frozen=True)
class Ledger:
    """Everything that a table declares about privacy, whether in its `class Privacy` or here for a package's table.

    `about` is the docstring. `subjects` say whom a row is about: a path to a person, a path to a field that holds their
    e-mail address, or a function from the person to a condition. `copies` are text and JSON fields that may repeat the
    name or address of anybody. `secrets` are the confided fields that would let whoever reads them sign in or act: not
    even the person is given them. `people` are those whom it is about, in words. `due` narrows what retention deletes. `words` are the fields in which people write to
    one another, `not_words` the text fields in which they do not.
    """

    purpose: Text = ""
    kept: Text = ""
    public: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    confided: tuple[str, ...] = ()
    basis: Basis | None = None
    subjects: tuple[Subject, ...] = ()
    erased: Erased | None = None
    keep_days: int | None = None
    since: tuple[str, ...] = ()
    due: Q | None = None
    copies: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    from_whom: Text = FROM_YOU
    people: Text = WITH_AN_ACCOUNT
    foi: Foi | None = None
    words: Mapping[str, Reaches] = field(default_factory=dict)
    not_words: tuple[str, ...] = ()
    papers: Callable[[Model], Any] | None = None
    about: str = ""
    called: Text = ""  # the table's name in plain words, where the model's own would not do
    fields: Mapping[str, Text] = field(default_factory=dict)  # the same for its fields: see `wording`

    @property
    def classified(self) -> tuple[str, ...]:
        """Give every field that stands in a list, as often as it does."""
        return (*self.public, *self.partners, *self.personal, *self.confided)

    @property
    def about_people(self) -> bool:
        """Whether the table holds anything about a person."""
        return bool(self.personal or self.confided)

    @property
    def information(self) -> Foi:
        """Say who holds the table for freedom of information: as declared, else by its most careful field."""
        if self.foi:
            return self.foi
        return next(
            (
                position
                for fields, position in (
                    (set(self.confided) - set(self.secrets), CONFIDED_DATA),
                    (self.personal or self.secrets, PERSONAL_DATA),
                    (self.partners, WORKING_DATA),
                )
                if fields
            ),
            OPEN_DATA,
        )

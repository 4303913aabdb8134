"""Every field of every model stands in exactly one list of its `class Privacy`; a system check says where not.

A model with personal or confided fields also declares its purpose, lawful basis and how long it is kept, in words; which
of its fields say whom a row is about (`subjects`); and what erasing that person does to the row (`erased`). The record of
processing, the takeaway, erasure and the retention task are made from these, and nothing else.

`public` anyone may read · `partners` people who belong to the partnership · `personal` about a person, for them and for
who must act on it · `confided` told to us, or secret: for nobody else's eyes. The docstring of each ledger names the
purpose. Models of installed packages have their ledger in `installed`. All else that can be said stands at `Ledger`.
"""

from partnership.core.privacy.checking import every_field_is_classified
from partnership.core.privacy.declaring import (
    AS_PROVIDER,
    AT_WORK,
    CONFIDED_DATA,
    FOR_THEIR_ORGANISATION,
    HOSTS_HOLD,
    OPEN_DATA,
    PERSONAL_DATA,
    WORKING_DATA,
    Basis,
    Blank,
    Delete,
    DeleteWhere,
    Effect,
    Foi,
    Keep,
    Ledger,
    Reaches,
)
from partnership.core.privacy.erasing import erase_rows, foresee, traces
from partnership.core.privacy.forgetting import Forgotten, due, forget
from partnership.core.privacy.installed import INSTALLED
from partnership.core.privacy.reading import (
    Table,
    by_urn,
    is_ours,
    leads_to_a_person,
    ledger_of,
    naming,
    rows_about,
    rows_due,
    rows_that_name,
    tables,
    tables_about_people,
    text_fields,
)
from partnership.core.privacy.wording import own_words

KINDS = ("public", "partners", "personal", "confided")

__all__ = [
    "AS_PROVIDER",
    "AT_WORK",
    "CONFIDED_DATA",
    "FOR_THEIR_ORGANISATION",
    "HOSTS_HOLD",
    "INSTALLED",
    "KINDS",
    "OPEN_DATA",
    "PERSONAL_DATA",
    "WORKING_DATA",
    "Basis",
    "Blank",
    "Delete",
    "DeleteWhere",
    "Effect",
    "Foi",
    "Forgotten",
    "Keep",
    "Ledger",
    "Reaches",
    "Table",
    "by_urn",
    "due",
    "erase_rows",
    "every_field_is_classified",
    "foresee",
    "forget",
    "is_ours",
    "leads_to_a_person",
    "ledger_of",
    "naming",
    "own_words",
    "rows_about",
    "rows_due",
    "rows_that_name",
    "tables",
    "tables_about_people",
    "text_fields",
    "traces",
]

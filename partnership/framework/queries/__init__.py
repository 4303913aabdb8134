"""What the pages of the framework show, which is content; and what waits for somebody. The rest stands by its part."""

from partnership.framework.queries.editions import edition_page, framework_page, made_from
from partnership.framework.queries.needs import needs, sees_system
from partnership.framework.queries.standards import sheet_page, standard_page
from partnership.framework.queries.takeaways import edition_export, edition_record

__all__ = [
    "edition_export",
    "edition_page",
    "edition_record",
    "framework_page",
    "made_from",
    "needs",
    "sees_system",
    "sheet_page",
    "standard_page",
]

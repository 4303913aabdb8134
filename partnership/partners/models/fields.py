"""Which fields somebody chooses between when two rows become one."""

PARTNER_FIELDS = (
    *("name", "sector", "about", "website", "email_domain", "employees", "volunteers", "listed", "shows_pledges"),
)
PERSON_FIELDS = ("name", "email")

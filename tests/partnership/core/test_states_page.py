"""The page of states in the documents is the one that the tables would write."""

from partnership.core.management.commands.draw_states import PAGE, page


def test_page_of_states_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `manage.py draw_states`"

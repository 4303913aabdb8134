"""What pages show of Actions.

Parts above ask `actions_serving`, `actions_raised_from`, `for_person` and `needs`, and import nothing else.
"""

from partnership.plans.queries.board import Board, Card, Column, action_board
from partnership.plans.queries.calendars import calendar_page, feed
from partnership.plans.queries.choosing import Chosen
from partnership.plans.queries.files import actions_export
from partnership.plans.queries.lists import ActionList, action_list
from partnership.plans.queries.pages import ActionPage, action_page, how_it_stands, step_words, what_changed
from partnership.plans.queries.raised import RaisedAction, actions_raised_from
from partnership.plans.queries.rows import ActionRow
from partnership.plans.queries.serving import MyActions, actions_serving, for_person, needs

__all__ = [
    "ActionList",
    "ActionPage",
    "ActionRow",
    "Board",
    "Card",
    "Chosen",
    "Column",
    "MyActions",
    "RaisedAction",
    "action_board",
    "action_list",
    "action_page",
    "actions_export",
    "actions_raised_from",
    "actions_serving",
    "calendar_page",
    "feed",
    "for_person",
    "how_it_stands",
    "needs",
    "step_words",
    "what_changed",
]

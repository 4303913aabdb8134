"""What is remembered of being heard: stories without a name, where they went, what was answered, what changed."""

from partnership.listening.models.counting import EqualityAnswer, Release
from partnership.listening.models.ready import Assurance
from partnership.listening.models.routes import (
    CLOCKS_RUN,
    ROUTE,
    Better,
    Reply,
    ReplyKind,
    Route,
    Verdict,
    routes_of_mine,
)
from partnership.listening.models.stories import (
    STORY,
    Barrier,
    CameBy,
    Draft,
    GroupSize,
    Kept,
    Never,
    Purpose,
    Story,
    StoryUse,
    Under18,
    for_readers,
)
from partnership.listening.models.themes import THEME, Theme, ThemeStory

__all__ = [
    "CLOCKS_RUN",
    "ROUTE",
    "STORY",
    "THEME",
    "Assurance",
    "Barrier",
    "Better",
    "CameBy",
    "Draft",
    "EqualityAnswer",
    "GroupSize",
    "Kept",
    "Never",
    "Purpose",
    "Release",
    "Reply",
    "ReplyKind",
    "Route",
    "Story",
    "StoryUse",
    "Theme",
    "ThemeStory",
    "Under18",
    "Verdict",
    "for_readers",
    "routes_of_mine",
]

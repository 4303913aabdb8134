"""A partnership's content, read from the files of its pack."""

from heartwood.pack.making import stages_of
from heartwood.pack.problems import PackError, Problem
from heartwood.pack.reading import read
from heartwood.pack.shapes import (
    Area,
    Binding,
    Break,
    Crossing,
    Doubt,
    Factor,
    Group,
    Helpline,
    Indicator,
    Pack,
    Polarity,
    Role,
    Silence,
    Source,
    Stage,
    Words,
)

__all__ = [
    "Area",
    "Binding",
    "Break",
    "Crossing",
    "Doubt",
    "Factor",
    "Group",
    "Helpline",
    "Indicator",
    "Pack",
    "PackError",
    "Polarity",
    "Problem",
    "Role",
    "Silence",
    "Source",
    "Stage",
    "Words",
    "read",
    "stages_of",
]

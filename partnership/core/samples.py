"""Made-up figures for /components/, so that every component can be seen, and visited by axe, in every state."""

from datetime import date

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core.components import (
    MEANINGS,
    SILENCES,
    Crumb,
    FigureRow,
    HelpNow,
    Mark,
    ShownFactor,
    ShownFigure,
)
from partnership.core.forms import AskingForm


def figure(mark: Mark = Mark.WORSE) -> ShownFigure:
    """Give a made-up figure with everything that can stand beside one."""
    if mark in SILENCES:
        return ShownFigure(mark=mark, value_words=str(MEANINGS[mark]), why=_("Here stands the sentence that says why."))
    return ShownFigure(
        mark=mark,
        value_words="12.3%",
        interval_words=_("between 11.9% and 12.7%"),
        comparison_words=str(MEANINGS[mark]),
        neighbours_words=_("About the same as places like it"),
        trend_words=_("Falling over five years"),
        period="2023/24",
        source=_("A publisher"),
        source_href="#estimate",
        age_words=_("This figure is more than three years old."),
        worked_out_href="#estimate",
    )


def england() -> ShownFigure:
    """Give a made-up figure of the nation, which is compared with nothing."""
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words="10.1%", interval_words=_("between 10.0% and 10.2%"))


def rows() -> tuple[FigureRow, ...]:
    """Give a made-up table: one row for each mark."""
    return tuple(
        FigureRow(
            title=_("A measure of something with a name of the usual length"),
            href="#figure_table",
            figure=figure(mark),
            beside=(england(),),
        )
        for mark in Mark
    )


def factor() -> ShownFactor:
    """Give a made-up factor with figures."""
    lead, *others = rows()
    return ShownFactor(
        name=_("Absence from school"),
        about=_("Being away from school, for whatever reason."),
        is_risk=True,
        lead=lead,
        others=tuple(others[:2]),
    )


def silent_factor() -> ShownFactor:
    """Give a factor that nobody measures."""
    return ShownFactor(
        name=_("Trusted relationships"),
        about=_("Having somebody to turn to."),
        is_risk=False,
        lead=None,
        silence=figure(Mark.NOBODY_MEASURES),
    )


def crumbs() -> tuple[Crumb, ...]:
    """Give a made-up way to a page."""
    return (Crumb(text=_("Home"), href="/"), Crumb(text=_("About"), href="/about/"))


def help_now() -> tuple[HelpNow, ...]:
    """Give a made-up line."""
    return (
        HelpNow(
            name=_("A helpline"),
            contact="000",
            href="#help_now",
            about=_("For anyone."),
            hours=_("Day and night."),
            checked=date(2026, 1, 1),
        ),
    )


def long_list() -> Page[int]:
    """Give the second of three pages."""
    return Paginator(range(120), 50).page(2)


class SampleForm(AskingForm):
    """One question of each kind."""

    name = forms.CharField(label=gettext_lazy("A short answer"), help_text=gettext_lazy("As it stands on your letter."))
    why = forms.CharField(label=gettext_lazy("A longer answer"), widget=forms.Textarea, required=False)
    one = forms.ChoiceField(
        label=gettext_lazy("One of two"), choices=[("a", gettext_lazy("This"))], widget=forms.RadioSelect
    )
    many = forms.ChoiceField(label=gettext_lazy("One of a list"), choices=[("a", gettext_lazy("This"))])
    agreed = forms.BooleanField(label=gettext_lazy("A box to tick"), required=False)


def form() -> SampleForm:
    """Give a form that was sent with a hole in it."""
    return SampleForm({"name": "", "one": "a", "many": "a"})

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.visitors import somebody
from partnership.listening.actions import themes as actions
from partnership.listening.forms.themes import MoveThemeForm, ThemeActionForm, ThemeForm
from partnership.listening.models import Theme
from partnership.listening.queries import posters, saying, tending
from partnership.listening.queries import themes as queries
from partnership.listening.rules import themes as rules

ask = require_http_methods(["GET", "HEAD", "POST"])


def published(pk):
    return get_object_or_404(Theme.objects.published().select_related("partner"), pk=pk)


def tended(request, pk):
    """Reach a theme as one who may touch it."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).select_related("partner", "owner"), pk=pk)
    rules.check_can_touch_theme(request.user, theme)
    return theme


def choices(request, theme=None):
    return {
        **{"barriers": saying.barrier_choices(), "service": saying.service_choices()},
        **{"place": saying.place_choices(), "owner": tending.owners(request.user, theme)},
    }


@require_safe
def what_changed(request):
    return render(request, "listening/themes/what_changed.html", {"page": queries.what_changed(request.GET)})


@require_safe
def theme(request, pk):
    page = queries.theme_page(published(pk), somebody(request))
    return render(request, "listening/themes/theme.html", {"page": page})


@require_safe
def theme_poster(request, pk):
    response = HttpResponse(posters.theme_poster(published(pk)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="heartwood_you-said-we-did_{pk}.pdf"'
    response["Cache-Control"] = "no-cache"
    return response


@login_required
@require_safe
def programme_themes(request):
    page = tending.programme_themes(request.user)
    return render(request, "listening/themes/programme_themes.html", {"page": page})


@login_required
@ask
def gather_theme(request):
    rules.check_can_tend_themes(request.user)
    begun = {name: request.GET.get(name, "") for name in ("service", "place")}
    form = ThemeForm(
        choices(request), request.POST or None, initial={**begun, "barriers": request.GET.getlist("barrier")}
    )
    if request.method == "POST" and form.is_valid():
        made = actions.gather_theme(form.details, by=request.user)
        messages.success(request, _("Gathered. Nobody else reads it before a second person has published it."))
        return redirect("tended-theme", pk=made.pk)
    return render(request, "listening/themes/gather_theme.html", {"form": form})


@login_required
@require_safe
def tended_theme(request, pk):
    page = tending.tended_theme(tended(request, pk), request.user)
    return render(request, "listening/themes/tended_theme.html", {"page": page})


@login_required
@ask
def change_theme(request, pk):
    now = tended(request, pk)
    form = ThemeForm(choices(request, now), request.POST or None, initial=ThemeForm.kept(now))
    if request.method == "POST" and form.is_valid() and form.saved(lambda: change(request, now, form)):
        messages.success(request, _("Kept."))
        return redirect("tended-theme", pk=pk)
    return render(request, "listening/themes/change_theme.html", {"form": form, "theme": now})


def change(request, theme, form):
    actions.change_theme(theme, form.details, seen=form.cleaned_data["revision"], by=request.user)


@login_required
@ask
def move_theme(request, pk):
    now = tended(request, pk)
    form = MoveThemeForm(tending.steps_of(now), request.POST or None, initial={"did": now.did, "because": now.because})
    if request.method == "POST" and form.is_valid():
        actions.move_theme(now, **form.cleaned_data, by=request.user)
        messages.success(request, _("Kept."))
        return redirect("tended-theme", pk=pk)
    return render(request, "listening/themes/move_theme.html", {"form": form, "theme": now})


@login_required
@require_POST
def publish_theme(request, pk):
    actions.publish_theme(tended(request, pk), by=request.user)
    messages.success(request, _("Everybody can read it now."))
    return redirect("tended-theme", pk=pk)


@login_required
@require_POST
def take_theme_down(request, pk):
    actions.take_theme_down(tended(request, pk), by=request.user)
    messages.success(request, _("Nobody outside reads it any more."))
    return redirect("tended-theme", pk=pk)


@login_required
@ask
def raise_for_theme(request, pk):
    now, form = tended(request, pk), ThemeActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        raised = actions.raise_for_theme(now, **form.cleaned_data, by=request.user)
        messages.success(request, _("It is here now, as a proposal."))
        return redirect("action", pk=raised.pk)
    return render(request, "listening/themes/raise_for_theme.html", {"form": form, "theme": now})


@login_required
@require_safe
def answer_clocks(request):
    return render(request, "listening/themes/answer_clocks.html", {"page": tending.answer_clocks(request.user)})

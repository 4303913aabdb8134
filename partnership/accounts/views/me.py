"""One's own account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partnership.accounts.actions import signing_in as actions
from partnership.accounts.forms import NameForm
from partnership.accounts.models import Person
from partnership.accounts.queries import signing_in as queries


@login_required
@require_GET
def me(request):
    return render(request, "accounts/me.html", {"page": queries.account(request.user, request.session.session_key)})


@login_required
@require_http_methods(["GET", "POST"])
def change_name(request):
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=request.user.pk)
    form = NameForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        actions.rename(request.user, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("Everybody here will see you as %(name)s.") % {"name": request.user.name})
        return redirect("my-account")
    return render(request, "accounts/change_name.html", {"form": form})


@login_required
@require_GET
def sessions(request):
    lines = queries.sessions(request.user, request.session.session_key)
    return render(request, "accounts/sessions.html", {"sessions": lines})


@login_required
@require_POST
def end_session(request, pk):
    session = get_object_or_404(request.user.usersession_set, pk=pk)
    actions.end_session(session, by=request.user)
    messages.success(request, _("Signed out there."))
    return redirect("my-sessions")


@login_required
@require_POST
def end_other_sessions(request):
    count = actions.end_other_sessions(request.session.session_key, by=request.user)
    said = ngettext("Signed out in %(count)s other browser.", "Signed out in %(count)s other browsers.", count)
    messages.success(request, said % {"count": count})
    return redirect("my-sessions")

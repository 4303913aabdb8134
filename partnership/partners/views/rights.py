"""Being erased, and erasing whoever asked by letter or telephone."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from partnership.partners.actions import rights as actions
from partnership.partners.forms.rights import EraseForm, WhoAsksForm
from partnership.partners.queries import rights as queries


@login_required
@require_GET
def be_erased(request):
    return render(request, "partners/be_erased.html", {"page": queries.what_erasing_does(request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def confirm_erasure(request):
    if request.method == "GET":
        return render(request, "partners/confirm_erasure.html")
    actions.erase(request.user, by=request.user)
    logout(request)
    return redirect("goodbye")


@require_GET
def goodbye(request):
    return render(request, "partners/goodbye.html")


@login_required
@require_http_methods(["GET", "POST"])
def answer_requests(request):
    form = WhoAsksForm(request.POST or None)
    page = queries.requests(request.user, request.GET.get("page"))
    if request.method == "POST" and form.is_valid():
        person = queries.person_who_asks(request.user, form.cleaned_data["who"])
        if person:
            return redirect("erase-person", pk=person.pk)
        form.add_error("who", _("There is nobody, or more than one, with exactly that. Try the other one."))
    return render(request, "partners/answer_requests.html", {"form": form, "page": page})


@login_required
@require_http_methods(["GET", "POST"])
def erase_person(request, pk):
    person = queries.somebody(request.user, pk)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.erase(person, by=request.user, how=form.cleaned_data["how"], note=form.cleaned_data["note"])
        messages.success(request, _("Done. Tell them so in the way in which they asked."))
        return redirect("answer-requests")
    shown = {"form": form, "person": person, "tables": queries.what_erasing_does_to_anybody()}
    return render(request, "partners/erase_person.html", shown)

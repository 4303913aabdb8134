from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership.partners.actions import arrivals as actions
from partnership.partners.models.arrivals import who_leaves
from partnership.partners.queries import arrivals as queries


@require_http_methods(["GET", "POST"])
def take_me_out(request, code):
    person = who_leaves(code)
    if request.method == "POST" and person and not person.erased_at:
        actions.object_to_import(person, by=person)
        return redirect("taken-out")
    return render(request, "partners/take_me_out.html", {"page": queries.arrival(person)})


@require_safe
def taken_out(request):
    return render(request, "partners/taken_out.html")

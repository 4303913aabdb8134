from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.partners.queries.who_sees import who_sees_what


@require_safe
def about_who_sees_what(request):
    return render(request, "partners/about_who_sees_what.html", {"page": who_sees_what()})

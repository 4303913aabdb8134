from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.hub import queries


@login_required
@require_safe
def my_work(request):
    return render(request, "hub/my_work.html", {"page": queries.my_work(request.user)})

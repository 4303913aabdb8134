from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.core import exports
from partnership.framework.forms.system import ChoosePictureForm, PictureForm
from partnership.framework.queries import system as queries
from partnership.framework.queries import system_files as files
from partnership.framework.rules import system as rules


def asked(request, within):
    rules.check_can_see_system(request.user)
    return queries.Asked(queries.Within(within), **PictureForm(request.GET).chosen())


def found(page):
    if page is None:
        raise Http404(_("There is nothing to show here."))
    return page


@login_required
@require_safe
def system_view(request, within):
    page = found(queries.system_page(request.user, asked(request, within)))
    return render(request, "framework/system/system_view.html", {"page": page, "form": ChoosePictureForm(page)})


@login_required
@require_safe
def system_standard(request, within, standard):
    page = found(queries.standard_picture(asked(request, within), standard))
    return render(request, "framework/system/system_standard.html", {"page": page})


@login_required
@require_safe
def system_file(request, within, ending):
    return exports.answer(request, found(files.system_export(asked(request, within))), ending)

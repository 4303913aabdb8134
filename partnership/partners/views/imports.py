from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.partners import tasks
from partnership.partners.actions import imports as actions
from partnership.partners.actions import turns
from partnership.partners.forms.imports import ColumnsForm, ConfirmForm, UploadForm
from partnership.partners.queries import imports as queries
from partnership.partners.rules import imports as rules


def of(request, pk):
    """Reach an import: through the partner that the address names, or as one of the programme team."""
    return get_object_or_404(queries.imports_of(request.user, request.partner), pk=pk)


@require_safe
def imports(request):
    rules.check_can_import(request.user, "people", request.partner)
    page = queries.import_list(request.user, request.partner, request.GET.get("page"))
    return render(request, "partners/imports.html", {"page": page})


@require_http_methods(["GET", "POST"])
def upload_import(request, kind):
    rules.check_can_import(request.user, kind, request.partner)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet, name = form.sheet, form.cleaned_data["file"].name
        read = {"partner": request.partner, "file_name": name, "how_read": sheet.how_read}
        batch = actions.upload(kind, sheet.headings, sheet.rows, by=request.user, **read)
        return redirect(f"{queries.home_of(request.partner)}{batch.pk}/columns/")
    page = queries.upload_page(kind, request.partner)
    return render(request, "partners/upload_import.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
def set_import_columns(request, pk):
    batch = of(request, pk)
    rules.check_can_drop(request.user, batch)
    form = ColumnsForm(batch, queries.samples_of(batch, request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        tasks.look_through(batch, form.chosen, by=request.user)
        return redirect(f"{queries.home_of(request.partner)}{batch.pk}/")
    page = queries.import_page(batch, request.user, None)
    return render(request, "partners/set_import_columns.html", {"form": form, "page": page})


@require_safe
def show_import(request, pk):
    page = queries.import_page(of(request, pk), request.user, request.GET.get("page"))
    return render(request, "partners/show_import.html", {"page": page})


@require_POST
def confirm_import(request, pk):
    batch = of(request, pk)
    form = ConfirmForm(queries.alike_numbers(batch, request.user), request.POST)
    tasks.confirm(batch, by=request.user, also=form.chosen)
    if batch.state == "confirmed":
        messages.success(request, _("Imported. What is left to mend is listed below."))
    return redirect(f"{queries.home_of(request.partner)}{pk}/")


@require_POST
def stop_import(request, pk):
    turns.stop(of(request, pk), by=request.user)
    messages.success(request, _("Stopped. Everything is as it was before."))
    return redirect(f"{queries.home_of(request.partner)}{pk}/")


@require_POST
def do_import_now(request, pk):
    batch = of(request, pk)
    rules.check_can_do_now(request.user, batch)
    tasks.work_on(batch.pk)
    return redirect(f"{queries.home_of(request.partner)}{pk}/")


@require_POST
def drop_import(request, pk):
    actions.drop(of(request, pk), by=request.user)
    messages.success(request, _("Put aside. Nothing was imported, and what stood in the file is gone."))
    return redirect(queries.home_of(request.partner))


@require_http_methods(["GET", "POST"])
def undo_import(request, pk):
    batch = of(request, pk)
    rules.check_can_undo_import(request.user, batch)
    if request.method == "POST":
        tasks.undo(batch, by=request.user)
        if batch.state == "undone":
            messages.success(request, _("Taken back, but for what somebody has used since."))
        return redirect(f"{queries.home_of(request.partner)}{pk}/")
    page = queries.import_page(batch, request.user, None)
    return render(request, "partners/undo_import.html", {"page": page})

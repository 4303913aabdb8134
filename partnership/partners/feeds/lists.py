from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from partnership.core.exports import answer
from partnership.partners.forms.organisations import RegisterForm
from partnership.partners.forms.people import EverybodyForm, PeopleForm
from partnership.partners.queries import imports as brought_in
from partnership.partners.queries import merges as merged
from partnership.partners.queries import people, programme
from partnership.partners.rules import imports as import_rules
from partnership.partners.rules import programme as rules


@require_safe
def partner_people(request, ending):
    export = people.people_export(request.partner, request.user, PeopleForm(request.GET).chosen())
    return answer(request, export, ending)


@require_safe
@login_required
def programme_partners(request, ending):
    rules.check_can_see_register(request.user)
    return answer(request, programme.register_export(request.user, RegisterForm(request.GET).chosen()), ending)


@require_safe
@login_required
def programme_people(request, ending):
    rules.check_can_see_people(request.user)
    return answer(request, programme.people_export(request.user, EverybodyForm(request.GET).chosen()), ending)


@require_safe
def imports(request, ending):
    import_rules.check_can_import(request.user, "people", request.partner)
    return answer(request, brought_in.imports_export(request.user, request.partner), ending)


@require_safe
def merges(request, ending):
    return answer(request, merged.merges_export(request.user), ending)

from django.views.decorators.http import require_safe

from partnership.core.exports import answer
from partnership.partners.forms.organisations import RegisterForm
from partnership.partners.forms.people import EverybodyForm, PeopleForm
from partnership.partners.queries import people, programme
from partnership.partners.rules import programme as rules
from partnership.partners.views.programme import whom


@require_safe
def partner_people(request, ending):
    export = people.people_export(request.partner, request.user, PeopleForm(request.GET).chosen())
    return answer(request, export, ending)


@require_safe
@whom(rules.check_can_see_register)
def programme_partners(request, ending):
    return answer(request, programme.register_export(request.user, RegisterForm(request.GET).chosen()), ending)


@require_safe
@whom(rules.check_can_see_people)
def programme_people(request, ending):
    return answer(request, programme.people_export(request.user, EverybodyForm(request.GET).chosen()), ending)

from django.urls import path

from partnership.partners.feeds import lists
from partnership.partners.views import programme, records

urlpatterns = [
    path("programme/", programme.programme, name="programme"),
    path("programme/partners/", programme.programme_partners, name="programme-partners"),
    path("programme/partners.<str:ending>", lists.programme_partners, name="programme-partners-file"),
    path("programme/add-partner/", programme.add_partner, name="add-partner"),
    path("programme/partners/<slug:slug>/", programme.programme_partner, name="programme-partner"),
    path("programme/partners/<slug:slug>/edit/", programme.edit_partner, name="edit-partner"),
    path("programme/partners/<slug:slug>/admit/", programme.admit_partner, name="admit-partner"),
    path("programme/partners/<slug:slug>/invite-lead/", programme.invite_lead, name="invite-lead"),
    path("programme/partners/<slug:slug>/part/", programme.part_with_partner, name="part-with-partner"),
    path("programme/people/", records.programme_people, name="programme-people"),
    path("programme/people.<str:ending>", lists.programme_people, name="programme-people-file"),
    path("programme/people/<int:pk>/", records.programme_person, name="programme-person"),
    path("programme/people/<int:pk>/give-role/", records.give_role, name="give-role"),
    path("programme/people/<int:pk>/roles/<int:role>/end/", records.end_role, name="end-role"),
    path("programme/people/<int:pk>/belongs/<int:membership>/approve/", records.approve_person, name="approve-person"),
    path("programme/people/<int:pk>/belongs/<int:membership>/end/", records.part_with_person, name="part-with-person"),
    path("programme/counts/", programme.programme_counts, name="programme-counts"),
    path("programme/confided/", records.confided_roles, name="confided-roles"),
    path("programme/confided/<int:role>/end/", records.end_confided_role, name="end-confided-role"),
]

"""Who may lead, what somebody saw who watched, and sessions that were held elsewhere."""

from django.urls import path

from partnership.academy.views import held_elsewhere, observing, trainers

I_LEAD, PROGRAMME = "academy/i-lead/", "programme/academy/trainers/"
ONE = PROGRAMME + "<int:pk>/"
WATCHED = "academy/observations/"

urlpatterns = [
    path(I_LEAD + "accredited/", trainers.my_accreditation, name="my-accreditation"),
    path(I_LEAD + "accredited/<int:pk>/answer/", trainers.answer_withdrawal, name="answer-withdrawal"),
    path(I_LEAD + "held-elsewhere/", held_elsewhere.enter_held, name="enter-held"),
    path(
        I_LEAD + "held-elsewhere/register.<str:ending>", held_elsewhere.register_to_fill_in, name="register-to-fill-in"
    ),
    path(PROGRAMME, trainers.trainers, name="trainers"),
    path(PROGRAMME + "new/", trainers.accredit, name="accredit"),
    path(PROGRAMME + "who-taught-whom/", trainers.lineage, name="lineage"),
    path(ONE, trainers.trainer, name="trainer"),
    path(ONE + "renew/", trainers.renew_trainer, name="renew-trainer"),
    path(ONE + "leave-it/", trainers.drop_withdrawal, name="drop-withdrawal"),
    path(ONE + "take-back/", trainers.withdraw_trainer, name="withdraw-trainer"),
    path(WATCHED, observing.observations, name="observations"),
    path(WATCHED + "new/", observing.ask_to_watch, name="ask-to-watch"),
    path(WATCHED + "all-together/", observing.observed, name="observed"),
    path(WATCHED + "<int:pk>/", observing.observation, name="observation"),
    path(WATCHED + "<int:pk>/yes/", observing.agree_to_watch, name="agree-to-watch"),
    path(WATCHED + "<int:pk>/no/", observing.decline_to_watch, name="decline-to-watch"),
    path(WATCHED + "<int:pk>/call-off/", observing.call_off_watching, name="call-off-watching"),
    path(WATCHED + "<int:pk>/what-i-saw/", observing.fill_observation, name="fill-observation"),
    path(WATCHED + "<int:pk>/was-it-so/", observing.answer_observation, name="answer-observation"),
    path("academy/sessions/<int:pk>/watch/", observing.offer_to_watch, name="offer-to-watch"),
]

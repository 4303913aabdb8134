"""Who may lead, what somebody saw who watched, and sessions that were held elsewhere."""

from django.urls import path

from partnership.academy.views import held_elsewhere, trainers

I_LEAD, PROGRAMME = "academy/i-lead/", "programme/academy/trainers/"
ONE = PROGRAMME + "<int:pk>/"

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
]

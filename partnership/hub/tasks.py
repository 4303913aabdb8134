"""What the site does by itself, and when. Each task calls one action, as the housekeeper."""

from __future__ import annotations

from django.core.management import call_command
from django_tasks import task

from partnership.academy.tasks import (
    add_up_answers,
    answers_wait,
    ask_after_training,
    asking_waits,
    certificates_lie,
    go_on_with_all_learning,
    go_on_with_certificates,
    learning_lies,
    look_after_places,
    look_after_training,
    mark_sessions_held,
    places_wait,
    propose_trained,
    sessions_are_over,
    share_statements,
    sharing_stands,
    somebody_was_not_told,
    tell_awaiting,
    tell_expiring,
    trained_waits,
)
from partnership.accounts.models import Person, System
from partnership.core.schedule import DAILY, EACH_MINUTE, HOURLY, Chore
from partnership.framework.tasks import (
    assessments_wait,
    close_and_open_assessments,
    open_words_that_were_read,
    words_wait,
)
from partnership.listening.tasks import counts_wait, propose_counts
from partnership.partners.tasks import go_on_with_all, something_lies


def housekeeper() -> Person:
    """Give the row that stands for the site itself."""
    return Person.objects.system(System.HOUSEKEEPER)


@task()
def forget_finished_chores() -> None:
    """Delete from the queue what was done more than thirty days ago."""
    call_command("prune_db_task_results", min_age_days=30, verbosity=0)


@task()
def send_digests() -> None:
    """Write to people for whom something waits: by day, and to nobody twice on one day."""
    call_command("send_digests", verbosity=0)


@task()
def tell_imported() -> None:
    """Write once to everybody who was imported: who holds what, why, and how to leave."""
    call_command("tell_imported", verbosity=0)


@task()
def forget_import_rows() -> None:
    """Remove what stood in spreadsheets and was not imported within seven days."""
    call_command("forget_import_rows", verbosity=0)


@task()
def remind_of_actions() -> None:
    """Remind owners of Actions, gently and once, of what is due and of evidence that runs out."""
    call_command("remind_of_actions", verbosity=0)


@task()
def forget_what_is_due() -> None:
    """Delete in every table what has been kept as long as it says, and erase who did not use their account."""
    call_command("forget_what_is_due", verbosity=0)


@task()
def look_after_commitments() -> None:
    """Tell leads that a year of their commitment is ending; let rest what nobody said a word about."""
    call_command("look_after_commitments", verbosity=0)


@task()
def look_after_people() -> None:
    """Close roles that have run out, and write anew what can be found of organisations and people."""
    call_command("look_after_people", verbosity=0)


@task()
def tell_what_runs_out() -> None:
    """Tell those who look after it what will close the place to tell us something."""
    call_command("tell_what_runs_out", verbosity=0)


@task()
def forget_what_was_told() -> None:
    """Erase what was told in confidence, each thing on its own day."""
    call_command("forget_what_was_told", verbosity=0)


CHORES = (
    Chore("look after people", DAILY, look_after_people),
    Chore("forget what is due", DAILY, forget_what_is_due),
    Chore("forget what was told", DAILY, forget_what_was_told),
    Chore("tell people who were imported", DAILY, tell_imported),
    Chore("forget rows that were not imported", DAILY, forget_import_rows),
    Chore("forget finished chores", DAILY, forget_finished_chores),
    Chore("go on with long lists", EACH_MINUTE, go_on_with_all, something_lies),
    Chore("go on with certificates", EACH_MINUTE, go_on_with_certificates, certificates_lie),
    Chore("go on with reports of learning", EACH_MINUTE, go_on_with_all_learning, learning_lies),
    Chore("tell what training runs out", DAILY, tell_expiring),
    Chore("close and open assessments", EACH_MINUTE, close_and_open_assessments, assessments_wait),
    Chore("show words that were read", DAILY, open_words_that_were_read, words_wait),
    Chore("say that sessions were held", EACH_MINUTE, mark_sessions_held, sessions_are_over),
    Chore("look after commitments", DAILY, look_after_commitments),
    Chore("send digests", HOURLY, send_digests),
    Chore("remind owners of Actions", DAILY, remind_of_actions),
    Chore("tell what closes the place to tell us", DAILY, tell_what_runs_out),
    Chore("look after places in training", EACH_MINUTE, look_after_places, places_wait),
    Chore("look after training", DAILY, look_after_training),
    Chore("ask people after training", DAILY, ask_after_training, asking_waits),
    Chore("add up what people said of training", DAILY, add_up_answers, answers_wait),
    Chore("propose to publish counts", DAILY, propose_counts, counts_wait),
    Chore("share what people complete", HOURLY, share_statements, sharing_stands),
    Chore("tell people for whom training waits", EACH_MINUTE, tell_awaiting, somebody_was_not_told),
    Chore("propose to publish who is trained", DAILY, propose_trained, trained_waits),
)

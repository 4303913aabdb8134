"""Plain e-mail. A subject gives nothing away on a shared screen; the words stand in `<app>/letters/` of the templates."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def send(letter: str, *, to: str, **words: object) -> bool:
    """Send the letter `<app>/<name>` (`<app>/letters/<name>.txt`): its first line is the subject, the rest the text.

    Called after commit. A mail server that is away must not undo or hide what a person did, so the failure goes to the
    server's log and False comes back.
    """
    app, name = letter.split("/")
    subject, _blank, text = render_to_string(f"{app}/letters/{name}.txt", words).partition("\n")
    try:
        return send_mail(subject.strip(), text.lstrip(), settings.DEFAULT_FROM_EMAIL, [to]) == 1
    except OSError:  # smtplib's errors are among these
        log.exception("The letter %s could not be sent.", letter)
        return False

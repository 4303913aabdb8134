"""Plain e-mail. A subject gives nothing away on a shared screen; the words stand in `<app>/letters/` of the templates."""

import logging
from collections.abc import Mapping, Sequence
from email.mime.base import MIMEBase

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import Signer
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
STOPS_LETTERS = Signer(salt="core.stop-letters")  # whoever holds such a link may stop one person's letters, no more


def send(
    letter: str,
    *,
    to: str,
    headers: Mapping[str, str] | None = None,
    attached: Sequence[MIMEBase] = (),
    **words: object,
) -> bool:
    """Send the letter `<app>/<name>` (`<app>/letters/<name>.txt`): its first line is the subject, the rest the text.

    Called after commit. A mail server that is away must not undo or hide what a person did, so the failure goes to the
    server's log and False comes back.
    """
    app, name = letter.split("/")
    subject, _blank, text = render_to_string(f"{app}/letters/{name}.txt", words).partition("\n")
    mail = EmailMessage(subject.strip(), text.lstrip(), settings.DEFAULT_FROM_EMAIL, [to], headers=dict(headers or {}))
    for part in attached:
        mail.attach(part)
    try:
        return mail.send() == 1
    except OSError:  # smtplib's errors are among these
        log.exception("The letter %s could not be sent.", letter)
        return False

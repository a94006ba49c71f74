"""Passwords set at the terminal, for a staff member who cannot sign in yet."""

from handclasp.config.mistakes import Mistake


def set_password(email: str, chosen: str) -> None:
    """Let the person with `email` sign in with `chosen`, and end their sessions; a `Mistake` says why it cannot be."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from handclasp.platform.signins.ending import end_all

    found = list(get_user_model().objects.filter(email__iexact=email.strip()))
    if len(found) != 1:
        raise Mistake(
            f"Nobody has the e-mail address {email}. Import the staff first (handclasp import staff FILE), "
            f"and write the address as it stands there. Nothing was changed."
            if not found
            else f"{len(found)} people share the address {email}. Give each their own. Nothing was changed."
        )
    try:
        validate_password(chosen, user=found[0])
    except ValidationError as error:
        raise Mistake(" ".join(error.messages) + " Nothing was changed.") from error
    found[0].set_password(chosen)
    with transaction.atomic():
        found[0].save(update_fields=["password"])
        end_all([found[0].pk])

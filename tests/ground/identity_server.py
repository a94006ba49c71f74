"""Serves the tests' identity provider on the socket whose number is given, with the people that are given."""

import socket
import sys
from typing import Any

import uvicorn
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.management import call_command

from tests.ground.identity_provider import CLIENT, PASSWORD, SECRET


def _fill(told: dict[str, Any]) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import make_password

    call_command("migrate", verbosity=0)
    client = Client(
        id=CLIENT, name="Handclasp", secret=make_password(SECRET), scopes="openid\nprofile\nemail"
    )
    client.set_redirect_uris([told["back_to"]])
    client.save()
    for email, is_verified in told["people"].items():
        user = get_user_model().objects.create_user(email, email, PASSWORD)
        EmailAddress.objects.create(user=user, email=email, verified=is_verified, primary=True)


def main() -> None:
    """Serve until killed."""
    application = get_asgi_application()
    _fill(settings.TOLD)
    config = uvicorn.Config(application, lifespan="off", log_level="critical", access_log=False)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()

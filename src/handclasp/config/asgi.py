"""The ASGI application that uvicorn serves: the stream of changes in front of Django."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
pages: Any = get_asgi_application()

from handclasp.web.live.door import LiveDoor  # noqa: E402 - its models need Django to be set up

application = LiveDoor(pages)

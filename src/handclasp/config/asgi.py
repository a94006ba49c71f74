"""The ASGI application that uvicorn serves: the stream of changes in front of Django."""

import os
import sys
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
# A thread that draws a page gives way within half a millisecond: a ring must not wait for it (5 ms is Python's own).
sys.setswitchinterval(0.0005)
pages: Any = get_asgi_application()

from handclasp.web.live.door import LiveDoor  # noqa: E402 - its models need Django to be set up

application = LiveDoor(pages)

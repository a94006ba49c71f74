"""Ask our own pages whether they are ready."""

import http.client
import json

SILENT = (OSError, http.client.HTTPException, ValueError)


def is_ready(host: str, port: int) -> bool:
    """Say whether /readyz answers that database, tables and worker are all there."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in ("", "0.0.0.0") else host, port, timeout=2)  # noqa: S104
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status == 200 and json.loads(answer.read()).get("worker") == "ok"
    except SILENT:
        return False
    finally:
        connection.close()

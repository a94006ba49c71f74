"""Many people at the same instant, each on a connection of their own."""

import threading
from collections.abc import Callable, Sequence

from django.db import OperationalError, connection

from handclasp.handoffs.checks import run_checks
from handclasp.platform.refusals import Refusal
from tests.cast import NOW

Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[object]:
    """Do everything in the same instant; return what each returned, or its reason when refused, in order.

    Anything that is not a refusal is a defect, and is raised.
    """
    start = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)
    defects: list[BaseException] = []

    def do(index: int, deed: Deed) -> None:
        try:
            connection.ensure_connection()
            start.wait(30)
            results[index] = deed()
        except Refusal as refusal:
            results[index] = refusal.reason
            if isinstance(refusal.__cause__, OperationalError):  # a deadlock, in words
                defects.append(refusal.__cause__)
        except BaseException as defect:
            defects.append(defect)
            start.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if defects:
        raise defects[0]
    return results


def refusals(results: Sequence[object]) -> set[object]:
    """Return the reasons among the results."""
    return {result for result in results if isinstance(result, str)}


def assert_nothing_is_broken() -> None:
    """Run every check that `handclasp check` runs."""
    assert [result for result in run_checks(NOW) if result.breaches] == []

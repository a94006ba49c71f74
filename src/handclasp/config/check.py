"""`handclasp check`: the rules that may never break, proved over the live data."""

from importlib import import_module
from importlib.util import find_spec

from rich.table import Table

from handclasp.config.mistakes import Mistake
from handclasp.config.terminal import console


def print_findings() -> bool:
    """Print one line for each rule and say whether all of them hold."""
    from django.db import connections

    connections["owner"].ensure_connection()
    if find_spec("handclasp.handoffs.checks") is None:
        raise Mistake("This version has no checks.")
    findings = import_module("handclasp.handoffs.checks").run_checks()
    table = Table("rule", "looked at", "breaches", "for example")
    for finding in findings:
        table.add_row(
            finding.rule, str(finding.looked_at), str(len(finding.breaches)), "; ".join(finding.breaches[:3])
        )
    console.print(table)
    return not any(finding.breaches for finding in findings)

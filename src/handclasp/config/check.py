"""`handclasp check`: the rules that may never break, proved over the live data."""

from rich.table import Table

from handclasp.config.terminal import console

SHOWN = 3


def print_findings() -> bool:
    """Print one line for each rule and say whether all of them hold."""
    from handclasp.handoffs.checks import run_checks

    findings = run_checks()
    table = Table("what must be true", "looked at", "breaches", "for example", show_lines=False)
    for finding in findings:
        shown = "\n".join(finding.breaches[:SHOWN])
        table.add_row(
            finding.sentence, f"{finding.looked_at:,}", str(len(finding.breaches) or "none"), shown,
            style="bold red" if finding.breaches else "",
        )  # fmt: skip
    console.print(table)
    broken = [finding.rule for finding in findings if finding.breaches]
    console.print(_verdict(len(findings), broken), markup=False)
    return not broken


def _verdict(rules: int, broken: list[str]) -> str:
    if not broken:
        return f"All {rules} rules hold."
    return (
        f"{len(broken)} of {rules} rules are broken: {', '.join(broken)}. Keep a backup, then ask for help."
    )

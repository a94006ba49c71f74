"""`python -m handclasp.config`: the `handclasp` command without an installed script."""

from handclasp.config.cli import main

main(prog_name="handclasp")

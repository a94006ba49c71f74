"""Mistakes in how Handclasp was started: told in a sentence, never as a traceback."""

import click


class Mistake(click.ClickException):
    """Something the person at the terminal can put right; the message says how."""

    exit_code = 2

"""Every change of a handoff: one function, one transaction, whichever door it came through."""

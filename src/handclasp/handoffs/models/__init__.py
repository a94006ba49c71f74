"""The handoff and what belongs to it: tables and named rules, no behaviour."""

from handclasp.handoffs.models.calls import Call, Ring
from handclasp.handoffs.models.handoff import Handoff
from handclasp.handoffs.models.hands import Hand, Pass, Relief
from handclasp.handoffs.models.history import HistoryEntry
from handclasp.handoffs.models.meetings import Meeting
from handclasp.handoffs.models.messages import Message, MessageRead
from handclasp.handoffs.models.promises import Attempt, Promise, Visit
from handclasp.handoffs.models.summary import Action, Summary
from handclasp.handoffs.models.watches import Notice, Watch

__all__ = [
    "Action",
    "Attempt",
    "Call",
    "Hand",
    "Handoff",
    "HistoryEntry",
    "Meeting",
    "Message",
    "MessageRead",
    "Notice",
    "Pass",
    "Promise",
    "Relief",
    "Ring",
    "Summary",
    "Visit",
    "Watch",
]

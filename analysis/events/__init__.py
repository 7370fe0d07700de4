"""Event tables that people coded by hand (ACLED, UCDP GED, GTD, any CSV), and their rows beside our incidents."""

from analysis.events.matching import match_events
from analysis.events.reading import EventTable, read_events

__all__ = ["EventTable", "match_events", "read_events"]

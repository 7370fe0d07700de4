"""Dispatches: news articles about armed conflict, turned into honest numbers.

Four steps, each a folder; imports only point left::

    reading → extraction → comparison → reporting
"""

__version__ = "0.5.0"

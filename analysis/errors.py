"""The errors that a user of the package can meet: each says what, where, and what to do next."""

from __future__ import annotations


class DispatchesError(Exception):
    """Base of all errors that are the input's or the user's, not the program's."""


class UnreadableFile(DispatchesError):
    """One file of a corpus could not be read; the others are not affected.

    ``path`` is relative to the corpus; ``reason`` and ``remedy`` are sentences for the user.
    """

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason} {remedy}")
        self.path, self.reason, self.remedy = path, reason, remedy

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str, str]]:
        return type(self), (self.path, self.reason, self.remedy)  # crosses process borders


class CorpusError(DispatchesError):
    """A corpus as a whole cannot be used: no such folder, clashing article ids, a broken metadata.csv."""


class LexiconError(DispatchesError):
    """A lexicon file is not what the program expects; the message names the file and the entry."""


class FrameError(DispatchesError):
    """A frame breaks its schema; the message names frame, column and row."""


class ParameterError(DispatchesError):
    """An unknown or mistyped notebook parameter; the message lists the known ones."""


class ReportError(DispatchesError):
    """A notebook failed; the message names notebook, cell and error, and where the failed run is kept."""


class WriteError(DispatchesError):
    """A result could not be written (full disk, read-only folder); what stood there before still does."""


class TableError(DispatchesError):
    """A CSV file that a person wrote (corrections, coding) is not what was asked for; names file, line and remedy."""


class CorrectionError(DispatchesError):
    """Lines of corrections.csv that cannot be applied; the message names each line and what to do."""


class ClusterError(DispatchesError):
    """A cluster cannot do the work: not installed, no scheduler, workers that lack something; says what to do."""


class WorkerError(DispatchesError):
    """A process that shared the work was ended from outside, as the system does where memory is short."""

"""Work in one other process: its results, its errors, and what is said where it is ended."""

from __future__ import annotations

import os

import pytest

from analysis.errors import WorkerError
from analysis.running.apart import run_apart


def test_each_job_gives_its_result_in_order() -> None:
    assert list(run_apart(divmod, [(7, 2), (9, 4)])) == [(3, 1), (2, 1)]


def test_the_jobs_are_done_in_one_process_that_is_not_this_one() -> None:
    numbers = list(run_apart(os.getpid, [(), ()]))
    assert len(set(numbers)) == 1
    assert os.getpid() not in numbers


def test_an_error_of_the_work_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(run_apart(divmod, [(1, 1), (1, 0)]))


def test_a_process_that_is_ended_is_told() -> None:
    with pytest.raises(WorkerError, match="want of memory"):
        list(run_apart(os._exit, [(1,)]))


def test_a_run_that_is_given_up_leaves_no_process() -> None:
    found = run_apart(os.getpid, [(), ()])
    number = next(found)
    del found
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)

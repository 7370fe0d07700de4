"""Ranges as a reader expects them."""

from __future__ import annotations

from typing import Any

import pandas as pd


def range_text(low: Any, high: Any) -> str:
    """A range as a reader expects it: "5–12", "5", "5 or more", "up to 47"; empty where nothing is known."""
    if pd.isna(low) and pd.isna(high):
        return ""
    if pd.isna(high):
        return f"{int(low):,} or more"
    if pd.isna(low):
        return f"up to {int(high):,}"
    return f"{int(low):,}" if low == high else f"{int(low):,}–{int(high):,}"

"""Saved pages and documents of one article: HTML, its archives, PDF, Markdown."""

"""Exports of press databases, a file of which may hold hundreds of articles: one module each."""

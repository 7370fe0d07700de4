"""Feeds and the wire's own formats: RSS, Atom, WXR, NewsML, NITF, and annotated text of research."""

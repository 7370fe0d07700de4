"""A file on disk → an Article: its metadata, labelled passages, sentences."""

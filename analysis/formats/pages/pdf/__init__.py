"""PDFs of articles: letters → lines → columns → paragraphs."""

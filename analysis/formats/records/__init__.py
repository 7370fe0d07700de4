"""Articles as records with named fields: JSON of scrapers and interfaces, JSONL, CSV, spreadsheets, chat exports."""

"""All articles together: incidents, reuse, wording."""

"""Charts and tables for notebooks; papermill and nbconvert; the report template."""

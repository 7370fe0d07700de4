"""A file as people hold it → records, one module for each kind; ``kinds`` says by what each is recognised."""

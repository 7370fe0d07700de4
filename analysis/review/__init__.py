"""What people say of rows: corrections that are applied to them, and coding by hand that they are compared with."""

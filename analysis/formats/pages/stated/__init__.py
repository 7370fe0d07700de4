"""What a web page states of its article: in JSON-LD, meta tags, microdata, and the time stamps that it shows."""

"""What every face shares: base templates, static files, the clock of a request, errors, sign-in, health."""

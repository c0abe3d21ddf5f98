"""What happened: append-only entries. Triggers on both databases refuse UPDATE and DELETE."""

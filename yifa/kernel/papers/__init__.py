"""Documents and evidence: content-addressed files, papers and their versions, safe upload."""

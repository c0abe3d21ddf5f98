"""One search engine for every face (tantivy, in process), fed by an outbox on commit. The pure engine knows no Django."""

"""The other side: firms by unified social credit code, organisations, citizens and agents (measure 3)."""

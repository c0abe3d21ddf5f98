"""How a text comes in: `prepare` (pure, in worker processes) makes a `Draft`; `Shelf` stores drafts and says what became
of each; `resolve.link` then ties citations and effects to their targets."""

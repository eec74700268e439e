"""Topics: what the documents are about, and how that depends on who speaks and when."""

"""keep.eu: the projects and partners of Europe's territorial cooperation (Interreg)."""

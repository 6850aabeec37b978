"""What the person touches: the window, its tabs and their kit. Qt; no database, no pyqtgraph."""

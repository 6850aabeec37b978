"""The appointment page: its words and figures, its layout, and its way to paper, PDF, picture and text."""

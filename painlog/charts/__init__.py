"""How a timeline looks, on screen and on paper: one drawing for the window, the picture, and the page.

Nothing here touches the journal. `inks`, `drawing` and `picture` need neither numpy nor pyqtgraph, so that
the first picture stands before those are loaded; `panel` and the modules that only it imports may use both.
"""

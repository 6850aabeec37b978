"""What screen, page and terminal say: sentences, dates, amounts and names of acts, all translated."""

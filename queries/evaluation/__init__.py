"""How good the answers are, by judgements and by hiding what is known; nothing here is asked by users of a network."""

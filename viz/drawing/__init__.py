"""From NetworkView to Drawing: positions, sizes and label boxes, computed once for every format."""

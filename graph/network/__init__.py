"""What is read: the facts of one revision, and the network of them that a view shows."""

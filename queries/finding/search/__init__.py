"""Search: what people type, in any of the names and texts of a network, with why each hit is one."""

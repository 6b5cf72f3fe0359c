"""Finding what people mean, and what lies near: names, paths, groups, nearness."""

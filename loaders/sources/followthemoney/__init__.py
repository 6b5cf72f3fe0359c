"""FollowTheMoney: entities of investigations, payments and projects, one a line."""

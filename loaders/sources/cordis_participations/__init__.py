"""All participations of Horizon 2020 in one table, keyed by project and participant numbers."""

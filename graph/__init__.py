"""What a stakeholder network is, and where it is kept."""

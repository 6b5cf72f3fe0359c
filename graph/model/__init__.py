"""What may be said of a stakeholder network: vocabulary, records, claims, dates, names."""

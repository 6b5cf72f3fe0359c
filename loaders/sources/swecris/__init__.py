"""Swecris: research projects that Swedish funders pay for, with the organisation that coordinates each."""

"""Calls written down before they are sent, and settled after: none is lost, none made twice."""

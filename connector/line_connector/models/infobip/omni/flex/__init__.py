"""The flex dialect of OMNI's LINE messages; that of LINE Official Notifications is another."""

"""The Appointment tab: the page as it prints, live, and what belongs to an appointment."""

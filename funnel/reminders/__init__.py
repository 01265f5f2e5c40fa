"""What the staff are reminded of by mail, and which of these reminders a member has switched off."""

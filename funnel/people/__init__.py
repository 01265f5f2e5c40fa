"""Customers: everybody who gave a contact or was entered by staff; a lead is a customer seen before the win."""

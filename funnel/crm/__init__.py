"""What the CRM knows of each customer: state, ids and the last error."""

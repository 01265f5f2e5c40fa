"""Daily, weekly and monthly reports: composed once from the figures, read as page, PDF, Excel, mail or JSON."""

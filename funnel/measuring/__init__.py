"""Which mails are opened and whose links are followed, of those who agreed to that; machines are kept out."""

"""All figures that describe the sale: what each is, how it is reckoned, and on how many cases it rests."""

"""What the house promises about itself: sizes, directions, words, pages that tell the truth."""

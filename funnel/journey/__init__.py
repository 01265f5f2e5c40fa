"""The business verbs in the order life happens: observe, converse, capture, quote, judge, deliver. Start reading here."""

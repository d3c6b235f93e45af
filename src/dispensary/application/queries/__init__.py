"""Read models for screens and the command line: plain values, already in the order people want them."""

"""File formats, one module each: recognise, measure, decode, encode."""

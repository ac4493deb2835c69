"""The pages in Python, the live canvas in JavaScript, and the design system both are drawn with."""

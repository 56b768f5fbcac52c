"""Two stories told by people in a browser, from the first start: their pages by noun."""

"""The invented world that a newcomer tries the product on."""

"""mailfollow keeps people's word for them."""

__version__ = "0.1.0"

"""Mission stickers."""

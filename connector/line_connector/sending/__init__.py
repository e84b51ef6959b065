"""The short way to send: text, images and cards as message objects, one push per recipient."""

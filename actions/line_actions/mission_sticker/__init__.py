"""Mission stickers: sticker packages that users get for something they did."""

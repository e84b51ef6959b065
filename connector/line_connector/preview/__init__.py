"""Shows message objects as a phone shows them, in a browser or as a picture.

`phone/` is the renderer: plain ES modules and style sheets, for any page. The rest of the package
puts it into one HTML file, and lets a Chromium draw that as PNG.
"""

/** Images, icons and videos. */

import { labelOf, makeTappable } from "../action.js";
import { element, objectOf } from "../dom.js";
import { picture } from "../picture.js";
import { videoParts } from "../player.js";
import { colorOf, fontSizeOf, imageWidthOf, ratioOf } from "./values.js";

/** Makes an image: an area of its size and aspect ratio, in which the picture is. */
export function flexImage(component, options) {
  const { url, align, size, aspectRatio, aspectMode, backgroundColor, action } = component;
  const cover = aspectMode === "cover";
  const area = element("div", "flex-image-area", picture(url, options, { cover }));
  const width = imageWidthOf(size);
  area.style.width = width;
  area.style.aspectRatio = String(ratioOf(aspectRatio));
  area.style.backgroundColor = colorOf(backgroundColor) ?? "";
  const made = element("div", "flex-image", area);
  // A part of the width needs a width to be a part of.
  made.classList.toggle("stretched", width.endsWith("%"));
  made.style.alignItems = { start: "flex-start", end: "flex-end" }[align] ?? "";
  return makeTappable(made, action, "image");
}

/**
 * Makes an icon. LINE calls its size a maximum width; its simulator draws it as high as a text of
 * this size, and as wide as the aspect ratio makes it, which keeps icons in line with their text.
 */
export function flexIcon({ url, size, aspectRatio }, options) {
  const area = element("div", "flex-icon-area", picture(url, options, { cover: false }));
  area.style.fontSize = fontSizeOf(size);
  area.style.aspectRatio = String(ratioOf(aspectRatio));
  return element("div", "flex-icon", area);
}

/** Makes a video: its preview and, as after playing, the button of its action. */
export function flexVideo({ url, previewUrl, aspectRatio, action }, options) {
  const made = element("div", "flex-video", ...videoParts(url, previewUrl, options));
  made.style.aspectRatio = String(ratioOf(aspectRatio));
  if (action) {
    made.append(makeTappable(element("button", "external-link", labelOf(objectOf(action))), action));
  }
  return made;
}

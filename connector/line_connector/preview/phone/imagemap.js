/** Imagemaps: a picture with areas to tap, and a video on it. */

import { labelOf, makeTappable } from "./action.js";
import { element, listOf, objectOf } from "./dom.js";
import { picture, pictureSource } from "./picture.js";
import { videoParts } from "./player.js";

const WIDEST = "/1040";

/** Makes an imagemap. Its areas are outlined on hover, and always where the picture is missing. */
export function imagemapMessage(message, options) {
  const { width, height } = objectOf(message.baseSize);
  if (!(width > 0 && height > 0)) throw new TypeError("baseSize has no width and height");
  const url = `${message.baseUrl}${WIDEST}`;
  const map = element("div", "imagemap", picture(url, options, { alt: String(message.altText ?? "") }));
  map.classList.toggle("outlined", pictureSource(url, options) === null);
  map.style.aspectRatio = `${width} / ${height}`;
  const placed = (target, area) => place(target, objectOf(area), width, height);
  if (message.video) map.append(placed(video(objectOf(message.video), options), message.video.area));
  for (const action of listOf(message.actions)) {
    const area = element("button", "imagemap-area", element("span", "", labelOf(action)));
    map.append(placed(makeTappable(area, action), objectOf(action).area));
  }
  return map;
}

function video({ originalContentUrl, previewImageUrl, externalLink }, options) {
  const parts = videoParts(originalContentUrl, previewImageUrl, options);
  const made = element("div", "imagemap-video", ...parts);
  if (externalLink) {
    // Shown by phones when the video has ended.
    const link = element("button", "external-link", labelOf(externalLink));
    made.append(makeTappable(link, externalLink));
  }
  return made;
}

/** Puts an element where its area is, in parts of the whole, so that the map scales. */
function place(target, area, width, height) {
  const percent = (part, whole) => `${(100 * Number(part)) / whole}%`;
  target.style.left = percent(area.x, width);
  target.style.top = percent(area.y, height);
  target.style.width = percent(area.width, width);
  target.style.height = percent(area.height, height);
  return target;
}

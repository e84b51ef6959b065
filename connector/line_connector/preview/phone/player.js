/** Videos and sounds: played where that is allowed, drawn everywhere else. */

import { element } from "./dom.js";
import { picture, pictureSource, playBadge, sourceOf } from "./picture.js";

/**
 * Makes the parts of a video: one that plays, or its preview with a badge.
 * @param {unknown} url
 * @param {unknown} previewUrl
 * @param {{mayPlay?: (url: string) => boolean|string}} options
 */
export function videoParts(url, previewUrl, options) {
  const drawn = () => [picture(previewUrl, options, { alt: "Video" }), playBadge()];
  const video = player("video", url, options, drawn);
  if (!video) return drawn();
  video.className = "picture fit";
  video.poster = pictureSource(previewUrl, options) ?? "";
  video.playsInline = true;
  return [video];
}

/** Makes what plays a sound, or null where it may not be played; `drawn` stands in on an error. */
export function soundPlayer(url, options, drawn) {
  return player("audio", url, options, drawn);
}

function player(tag, url, options, drawn) {
  const source = sourceOf(url, options.mayPlay);
  if (source === null) return null;
  const made = element(tag);
  made.controls = true;
  made.preload = "metadata";
  made.setAttribute("aria-label", tag === "video" ? "Video" : "Audio");
  made.addEventListener("error", () => made.replaceWith(...drawn()));
  made.src = source;
  return made;
}

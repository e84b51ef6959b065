/** Messages of one part: sticker, image, video, audio, location, coupon. */

import { element, objectOf, svg, textOf } from "./dom.js";
import { picture, playBadge } from "./picture.js";
import { soundPlayer, videoParts } from "./player.js";
import { smile } from "./text.js";

/** Makes a sticker: a drawing with the package's and the sticker's ID, since LINE keeps the art. */
export function stickerMessage(message) {
  const { packageId, stickerId } = message;
  const made = element("div", "sticker", smile(), `${textOf(packageId)} / ${textOf(stickerId)}`);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", `Sticker ${textOf(stickerId)} of package ${textOf(packageId)}`);
  return made;
}

/** Makes an image: its preview. */
export function imageMessage(message, options) {
  const url = message.previewImageUrl ?? message.originalContentUrl;
  return element("div", "media", picture(url, options, { alt: "Image" }));
}

/** Makes a video. */
export function videoMessage({ originalContentUrl, previewImageUrl }, options) {
  return element("div", "media", ...videoParts(originalContentUrl, previewImageUrl, options));
}

/** Makes an audio message: a player, or a bar with its length. */
export function audioMessage(message, options) {
  const drawn = () => [audioBar(message)];
  return soundPlayer(message.originalContentUrl, options, drawn) ?? audioBar(message);
}

function audioBar(message) {
  const track = element("span", "track");
  const length = element("time", "", clock(message.duration));
  const made = element("div", "audio", playBadge(), track, length);
  made.setAttribute("aria-label", "Audio");
  return made;
}

/** Returns milliseconds as 1:05. */
function clock(milliseconds) {
  const seconds = Math.round(Number(milliseconds) / 1000);
  if (!Number.isFinite(seconds) || seconds < 0) return "-:--";
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Makes a location: a drawn map, its title and its address. */
export function locationMessage(message) {
  const { title, address, latitude, longitude } = message;
  const map = element("div", "map", pin());
  map.title = `${textOf(latitude)}, ${textOf(longitude)}`;
  const lines = [element("strong", "", textOf(title)), element("span", "", textOf(address))];
  const texts = element("div", "location-texts", ...lines);
  texts.dir = "auto";
  return element("div", "location", map, texts);
}

function pin() {
  const road = { stroke: "#fff", "stroke-width": 5, fill: "none" };
  return svg(
    "svg",
    { viewBox: "0 0 240 120", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" },
    svg("path", { d: "M-5 92 90 70 245 96M62-5 96 125M180-5 150 125M-5 30 245 44", ...road }),
    svg("path", { d: "M120 82c-15-18-20-25-20-34a20 20 0 0 1 40 0c0 9-5 16-20 34z", fill: "#e5484d" }),
    svg("circle", { cx: 120, cy: 48, r: 7, fill: "#fff" }),
  );
}

/**
 * Makes a coupon: a message has only its ID.
 * @param {object} message
 * @param {{coupons?: Record<string, string>}} options titles of coupons by their ID
 */
export function couponMessage(message, options) {
  const couponId = textOf(message.couponId);
  const titles = objectOf(options.coupons);
  const title = Object.hasOwn(titles, couponId) ? textOf(titles[couponId]) : "";
  const texts = [element("strong", "", title || "Coupon"), element("span", "", couponId)];
  return element("div", "coupon", element("span", "coupon-mark", "%"), element("div", "", ...texts));
}

/** Pictures: loaded where that is allowed, drawn as a placeholder everywhere else. */

import { element, svg, textOf } from "./dom.js";

const INLINE = /^data:image\/(?:png|jpeg|gif|webp|apng);base64,[A-Za-z0-9+/=]*$/;

/**
 * Returns the address to load a picture from, or null: only pictures inside the message, and http
 * and https where `options.mayLoad` allows it.
 * @param {unknown} url
 * @param {{mayLoad?: (url: string) => boolean|string}} options
 */
export function pictureSource(url, options) {
  const address = textOf(url);
  return INLINE.test(address) ? address : sourceOf(address, options.mayLoad);
}

/**
 * Returns the address to load something from, or null.
 * @param {unknown} url
 * @param {((url: string) => boolean|string)|undefined} allows says whether an address of http or
 *   https may be loaded, or from which other address it is; nothing may be if absent
 */
export function sourceOf(url, allows) {
  const address = textOf(url);
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const allowed = allows?.(address);
  if (typeof allowed === "string") return allowed || null;
  return allowed ? address : null;
}

/**
 * Makes a picture that fills its parent.
 * @param {unknown} url
 * @param {object} options of the renderer
 * @param {{cover?: boolean, alt?: string}} look whether it fills the area, cut off, or fits into it
 */
export function picture(url, options, { cover = true, alt = "" } = {}) {
  const source = pictureSource(url, options);
  if (source === null) return placeholder(url, alt);
  const image = element("img", cover ? "picture cover" : "picture fit");
  image.alt = alt;
  image.referrerPolicy = "no-referrer";
  image.addEventListener("error", () => image.replaceWith(placeholder(url, alt)));
  image.src = source;
  return image;
}

/** Makes the drawing that stands for a picture; its tooltip says which. */
export function placeholder(url, alt = "") {
  const hill = { fill: "currentColor", opacity: 0.55 };
  const drawing = svg(
    "svg",
    { viewBox: "0 0 48 36", "aria-hidden": "true" },
    svg("circle", { cx: 13, cy: 10, r: 4, ...hill }),
    svg("path", { d: "M2 34 17 16l9 11 7-8 13 15z", ...hill }),
  );
  const made = element("span", "picture missing", drawing);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", alt || "picture");
  made.title = textOf(url);
  return made;
}

/** Makes the triangle in a circle that stands for a video that can be played. */
export function playBadge() {
  const drawing = svg(
    "svg",
    { viewBox: "0 0 48 48", "aria-hidden": "true" },
    svg("circle", { cx: 24, cy: 24, r: 23, fill: "#0009" }),
    svg("path", { d: "M19 14v20l16-10z", fill: "#fff" }),
  );
  return element("span", "play-badge", drawing);
}

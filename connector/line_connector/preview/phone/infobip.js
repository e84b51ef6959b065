/** Infobip's dialects of LINE's objects, translated into LINE's own. */

import { listOf, objectOf } from "./dom.js";

/** Properties whose values are constants, upper case at Infobip. */
const CONSTANTS = new Set([
  "type", "size", "layout", "direction", "align", "gravity", "weight", "style", "decoration",
  "position", "height", "aspectMode",
]);

const RENAMED = new Map([
  ["LEFT_TO_RIGHT", "ltr"],
  ["RIGHT_TO_LEFT", "rtl"],
  ["LINE_THROUGH", "line-through"],
  ["SMALL", "sm"],
  ["MEDIUM", "md"],
]);

/** Makes LINE's message of an official notification (LON) or an older message of Infobip's. */
export function fromInfobip(message) {
  const { type } = message;
  if (type === "LINE_NOTIFICATION") {
    return { type: "flex", altText: message.altText, contents: translate(message.contents) };
  }
  if (typeof type !== "string" || type !== type.toUpperCase()) return message;
  const made = translate(message);
  if (["image", "video", "audio"].includes(made.type)) {
    return { ...made, originalContentUrl: made.url, previewImageUrl: made.thumbnailUrl };
  }
  if (made.type === "imagemap") {
    const first = (action) => ({ ...action, area: [action.area].flat()[0] }); // list or object
    return { ...made, actions: listOf(made.actions).map(objectOf).map(first) };
  }
  return made;
}

function translate(value) {
  if (Array.isArray(value)) return value.map(translate);
  if (value === null || typeof value !== "object") return value;
  const made = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name === "style" && typeof inner === "object") made.styles = translate(inner);
    else made[name] = CONSTANTS.has(name) ? constant(inner) : translate(inner);
  }
  return made;
}

function constant(value) {
  if (typeof value !== "string" || !/^[A-Z_]+$/.test(value)) return translate(value);
  return RENAMED.get(value) ?? value.toLowerCase();
}

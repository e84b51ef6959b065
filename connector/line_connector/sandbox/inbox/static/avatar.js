/** Pictures of people and groups: theirs where the sandbox keeps it, else their initials. */

import { element, svg } from "/_sandbox/phone/dom.js";
import { pictureSource } from "/_sandbox/phone/picture.js";
import { initialsOf } from "./format.js";
import { OWN_MEDIA } from "./own-media.js";

/** Dark enough for white letters on them (contrast of 4.5 and more). */
const COLORS = ["#1d6fa5", "#8a3ffc", "#b5460f", "#0f766e", "#a21caf", "#4d7c0f", "#be123c", "#475569"];

/** Makes the picture of a chat: round for people, square for groups and rooms. */
export function avatar(chat) {
  const source = pictureSource(chat.pictureUrl, OWN_MEDIA);
  if (source === null) return initials(chat);
  const image = element("img", "avatar-drawing photo");
  image.alt = "";
  image.addEventListener("error", () => image.replaceWith(initials(chat)));
  image.src = source;
  return image;
}

function initials({ chatId, name, kind }) {
  const isCrowd = kind === "group" || kind === "room";
  const color = COLORS[hash(chatId) % COLORS.length];
  const letters = svg("text", {
    x: 20, y: 20, fill: "#fff", "font-size": 15, "font-weight": 600,
    "text-anchor": "middle", "dominant-baseline": "central",
  });
  letters.textContent = kind === "phone" ? "☎" : initialsOf(name);
  return svg(
    "svg",
    { viewBox: "0 0 40 40", class: "avatar-drawing", "aria-hidden": "true" },
    svg("rect", { width: 40, height: 40, rx: isCrowd ? 11 : 20, fill: color }),
    letters,
  );
}

function hash(text) {
  let sum = 0;
  for (const letter of text) sum = (31 * sum + letter.codePointAt(0)) % 1_000_003;
  return sum;
}

/** Text messages: LINE emoji, mentions and links in a speech bubble. */

import { element, listOf, objectOf, svg, textOf } from "./dom.js";

const LINK = /https?:\/\/[^\s<>"']+/gi;

/**
 * Makes a text message.
 *
 * LINE emoji stand at an `index` in UTF-16 units: in messages to users for one `$`, in messages from
 * users for `length` units. Mentions are in messages from users only; to users there is textV2.
 */
export function textMessage(message) {
  const text = textOf(message.text);
  const marks = [
    ...listOf(message.emojis).map((emoji) => ({ ...objectOf(emoji), make: () => lineEmoji(emoji) })),
    ...listOf(objectOf(message.mention).mentionees).map((one) => ({
      ...objectOf(one),
      make: (covered) => mention(covered),
    })),
  ];
  marks.sort((one, other) => one.index - other.index);
  const parts = [];
  let end = 0;
  for (const { index, length = 1, make } of marks) {
    if (!Number.isInteger(index) || index < end || index >= text.length) continue;
    parts.push(...linked(text.slice(end, index)), make(text.slice(index, index + length)));
    end = index + length;
  }
  return speech(...parts, ...linked(text.slice(end)));
}

/** Makes a speech bubble. Its direction is that of its first strong letter, as on phones. */
export function speech(...parts) {
  const bubble = element("p", "speech", ...parts);
  bubble.dir = "auto";
  return bubble;
}

/** Returns a text as parts, the links in it marked; they lead nowhere. */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(end, found.index), element("span", "link", found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)].filter(Boolean);
}

/** Makes the drawing that stands for a LINE emoji; its tooltip says which. */
export function lineEmoji(emoji) {
  const { productId, emojiId } = objectOf(emoji);
  const made = element("span", "line-emoji", smile());
  made.setAttribute("role", "img");
  made.title = `LINE emoji ${textOf(productId)} ${textOf(emojiId)}`;
  made.setAttribute("aria-label", made.title);
  return made;
}

/** Makes a mention. */
export function mention(text) {
  return element("span", "mention", text);
}

/** Makes a smiling face. */
export function smile() {
  const line = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" };
  return svg(
    "svg",
    { viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("circle", { cx: 12, cy: 12, r: 10, ...line }),
    svg("path", { d: "M8 9v1M16 9v1M7.5 14.5a5.5 5.5 0 0 0 9 0", ...line }),
  );
}

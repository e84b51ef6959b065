/** What cannot be shown as a phone would: its JSON. */

import { element } from "./dom.js";

const MOST_CHARACTERS = 20000;

/**
 * Makes a box with a value's JSON.
 * @param {unknown} value
 * @param {string} reason why it is not shown as a phone would show it
 */
export function asJson(value, reason) {
  const box = element("div", "as-json", element("strong", "", reason), element("pre", "", json(value)));
  box.setAttribute("role", "note");
  return box;
}

function json(value) {
  try {
    const text = JSON.stringify(value, null, 2) ?? String(value);
    return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  } catch {
    return "(nested too deeply to be shown)"; // or a cycle, which JSON cannot bring
  }
}

/** A row that scrolls sideways: carousels and quick replies. */

import { element } from "./dom.js";

/**
 * Makes a strip. It can be scrolled with the keyboard.
 * @param {string} classes
 * @param {string} label for screen readers
 * @param {HTMLElement[]} items
 */
export function strip(classes, label, items) {
  const made = element("div", `strip ${classes}`, ...items);
  made.tabIndex = 0;
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", label);
  return made;
}

/** What can be tapped: elements that carry their action object, and how taps are heard. */

import { objectOf, textOf } from "./dom.js";

const TAPPABLE = "[data-action]";

/**
 * Makes an element tappable: `data-action` holds the action object as JSON, `data-action-type` its
 * type. Anything but a <button> is made to behave like one for keyboards and screen readers.
 * @param {HTMLElement} target
 * @param {object|undefined} action an action object; without one the element stays as it is
 * @param {string} name accessible label if the action has none
 */
export function makeTappable(target, action, name = "") {
  if (!action || typeof action !== "object") return target;
  target.dataset.action = JSON.stringify(action);
  target.dataset.actionType = textOf(action.type);
  target.setAttribute("aria-label", labelOf(action) || name || textOf(action.type) || "action");
  if (target.tagName === "BUTTON") {
    target.type = "button";
  } else {
    target.tabIndex = 0;
    // What is inside a button is hidden from screen readers, so one with buttons inside is a group.
    target.setAttribute("role", target.querySelector(TAPPABLE) ? "group" : "button");
  }
  return target;
}

/** Returns what an action calls itself; empty if it has no text at all. */
export function labelOf(action) {
  const { label, text, displayText, uri, linkUri, clipboardText, data } = objectOf(action);
  return [label, displayText, text, uri, linkUri, clipboardText, data].map(textOf).find(Boolean) ?? "";
}

/**
 * Calls `handler(action, element)` for each tap in `root`: by pointer, Enter or the space bar.
 * Of nested actions only the innermost is heard.
 */
export function listenToActions(root, handler) {
  const hear = (event) => {
    const target = event.target.closest(TAPPABLE);
    if (target && root.contains(target)) handler(JSON.parse(target.dataset.action), target);
    return target;
  };
  root.addEventListener("click", hear);
  root.addEventListener("keydown", (event) => {
    const pressed = event.key === "Enter" || event.key === " ";
    // A <button> makes a click of them itself.
    if (!pressed || event.target.tagName === "BUTTON" || !event.target.matches(TAPPABLE)) return;
    event.preventDefault();
    hear(event);
  });
}

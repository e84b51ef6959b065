/** Buttons that do something. */

import { element } from "/_sandbox/phone/dom.js";

/** Makes a button. */
export function button(text, act, classes = "") {
  const made = element("button", classes, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

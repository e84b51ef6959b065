/** Buttons. */

import { makeTappable } from "../action.js";
import { element, objectOf, textOf } from "../dom.js";
import { shrinkToFit } from "./fitting.js";
import { colorOf } from "./values.js";

const STYLES = ["primary", "secondary", "link"];

/** Makes a button. Its colour is that of a link's letters, or of the area of the other styles. */
export function flexButton({ action, height, style, color, adjustMode }) {
  const look = STYLES.includes(style) ? style : "link";
  const label = element("span", "", textOf(objectOf(action).label));
  if (adjustMode === "shrink-to-fit") shrinkToFit(label);
  const button = element("button", `${look} ${height === "sm" ? "sm" : "md"}`, label);
  if (look === "link") button.style.color = colorOf(color) ?? "";
  else button.style.backgroundColor = colorOf(color) ?? "";
  return element("div", "flex-button", makeTappable(button, objectOf(action)));
}

/** Texts and their spans. */

import { makeTappable } from "../action.js";
import { element, listOf, objectOf, textOf } from "../dom.js";
import { shrinkToFit } from "./fitting.js";
import { colorOf, fontSizeOf, lengthOf } from "./values.js";

/** Makes a text; if it has spans, its own text is not shown. */
export function flexText(component) {
  const { text, contents, align, wrap, maxLines, lineSpacing, adjustMode, action } = component;
  const spans = listOf(contents);
  const lines = element("p", wrap === true ? "wrap" : "");
  // Without wrap a line break is a space.
  const shown = (value) => (wrap === true ? textOf(value) : textOf(value).replace(/\s*\n\s*/g, " "));
  if (spans.length) lines.append(...spans.map((one) => span(objectOf(one), shown)));
  else lines.append(shown(text));
  lines.style.textAlign = ["start", "center", "end"].includes(align) ? align : "";
  setLettering(lines, component);
  if (wrap === true && Number.isInteger(maxLines) && maxLines > 0) {
    lines.classList.add("clamped");
    lines.style.webkitLineClamp = String(maxLines);
  }
  const spacing = lengthOf(lineSpacing);
  if (spacing?.endsWith("px")) lines.style.setProperty("--line-spacing", spacing);
  if (adjustMode === "shrink-to-fit") shrinkToFit(lines);
  const made = element("div", "flex-text", lines);
  return makeTappable(made, action, lines.textContent);
}

function span(component, shown) {
  const made = element("span", "", shown(component.text));
  setLettering(made, component, false);
  return made;
}

/** Sets how letters look; a span has the text's size unless it has its own. */
function setLettering({ style }, { size, color, weight, style: slant, decoration }, whole = true) {
  if (whole || size !== undefined) style.fontSize = fontSizeOf(size);
  style.color = colorOf(color) ?? "";
  style.fontWeight = { bold: "700", regular: "400" }[weight] ?? "";
  style.fontStyle = ["normal", "italic"].includes(slant) ? slant : "";
  style.textDecorationLine = ["underline", "line-through"].includes(decoration) ? decoration : "";
}

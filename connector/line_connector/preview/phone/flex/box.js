/** The box: a row or a column of components. */

import { makeTappable } from "../action.js";
import { listOf, element, objectOf, textOf } from "../dom.js";
import { asJson } from "../fallback.js";
import { flexButton } from "./button.js";
import { flexIcon, flexImage } from "./image.js";
import { placeComponent } from "./placing.js";
import { flexText } from "./text.js";
import { borderWidthOf, colorOf, gapOf, gradientOf, lengthOf } from "./values.js";

const LAYOUTS = ["horizontal", "vertical", "baseline"];

/** Browsers lay boxes out recursively; no message that people read nests this deeply. */
const MOST_LEVELS = 100;

const COMPONENTS = new Map([
  ["box", flexBox],
  ["button", flexButton],
  ["image", flexImage],
  ["icon", flexIcon],
  ["text", flexText],
  ["separator", separator],
  ["filler", () => element("div", "flex-filler")],
]);

/**
 * Makes a box and all that is in it.
 * @param {object} box
 * @param {object} options of the renderer
 * @param {{level?: number}} context how deep in other boxes it is
 */
export function flexBox(box, options, { level = 0 } = {}) {
  if (level > MOST_LEVELS) throw new RangeError("boxes are nested too deeply");
  const layout = LAYOUTS.includes(box.layout) ? box.layout : "vertical";
  const made = element("div", `flex-box ${layout}`);
  setSize(made, box);
  setPadding(made, box);
  setSurface(made, box);
  made.style.justifyContent = textOf(box.justifyContent);
  if (layout !== "baseline" || box.alignItems) made.style.alignItems = textOf(box.alignItems);
  const place = { layout, spacing: gapOf(box.spacing), level: level + 1 };
  listOf(box.contents).forEach((component, index) => {
    made.append(flexComponent(objectOf(component), options, { ...place, first: index === 0 }));
  });
  return makeTappable(made, box.action, made.textContent);
}

/** Makes a component and places it in its box. */
export function flexComponent(component, options, place) {
  const make = COMPONENTS.get(component.type);
  const made = make ? make(component, options, place) : asJson(component, "Unknown component");
  placeComponent(made, component, place);
  return made;
}

function setSize(made, box) {
  for (const name of ["width", "maxWidth", "height", "maxHeight"]) {
    made.style[name] = lengthOf(box[name]) ?? "";
  }
}

/** Sets the padding; what is not given stays as the block's style sheet has it. */
function setPadding({ style }, box) {
  style.padding = gapOf(box.paddingAll) ?? "";
  const sides = {
    paddingTop: box.paddingTop,
    paddingBottom: box.paddingBottom,
    paddingInlineStart: box.paddingStart,
    paddingInlineEnd: box.paddingEnd,
  };
  for (const [side, value] of Object.entries(sides)) {
    const padding = gapOf(value);
    if (padding !== null) style[side] = padding;
  }
}

/** Sets border, corners and background. */
function setSurface({ style }, box) {
  const border = borderWidthOf(box.borderWidth);
  if (border !== null) {
    style.borderStyle = "solid";
    style.borderWidth = border;
  }
  style.borderColor = colorOf(box.borderColor) ?? "";
  style.borderRadius = gapOf(box.cornerRadius) ?? "";
  style.backgroundColor = colorOf(box.backgroundColor) ?? "";
  style.backgroundImage = gradientOf(box.background) ?? "";
}

function separator({ color }) {
  const made = element("div", "flex-separator");
  made.setAttribute("role", "separator");
  made.style.backgroundColor = colorOf(color) ?? "";
  return made;
}

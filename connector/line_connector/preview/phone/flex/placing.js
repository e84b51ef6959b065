/** Where a component is in its box: flex factor, margin, offset, gravity. */

import { gapOf, lengthOf } from "./values.js";

const GRAVITIES = new Map([["top", "flex-start"], ["center", "center"], ["bottom", "flex-end"]]);

/**
 * Places a component in its box.
 * @param {HTMLElement} target
 * @param {object} component
 * @param {{layout: string, spacing: string|null, first: boolean}} place the box's layout and spacing,
 *   and whether the component is the first in it
 */
export function placeComponent(target, component, place) {
  setFlex(target, component, place.layout);
  setMargin(target, component, place);
  setOffsets(target, component);
  // A box has no gravity: it arranges its own contents.
  if (place.layout !== "baseline" && component.type !== "box") {
    target.style.justifyContent = GRAVITIES.get(component.gravity) ?? "";
  }
}

/**
 * Sets the share of free space, as LINE documents it: `0 0 auto` for 0; in a row `X 0 0`, where 1 is
 * the default; in a column `X 0 auto`, where 0 is.
 */
function setFlex(target, component, layout) {
  const { type, flex, width, height } = component;
  const column = layout === "vertical";
  const sized = type === "box" && (lengthOf(width) ?? (column ? null : lengthOf(height))) !== null;
  const fallback = type === "filler" ? 1 : column || type === "icon" || type === "separator" ? 0 : 1;
  let share = Number.isFinite(flex) && flex >= 0 ? flex : fallback;
  // A box with a width or height in a row has the factor 0.
  if (!column && sized) share = 0;
  target.style.flex = share === 0 ? "0 0 auto" : `${share} 0 ${column ? "auto" : "0px"}`;
}

/** Sets the margin before a component: its own, else the box's spacing unless it is the first. */
function setMargin(target, component, { layout, spacing, first }) {
  const inFlow = component.position !== "absolute" && component.type !== "filler";
  const margin = gapOf(component.margin) ?? (first || !inFlow ? null : spacing);
  if (margin === null) return;
  if (layout === "vertical") target.style.marginTop = margin;
  else target.style.marginInlineStart = margin;
}

/** Sets position and offsets. */
function setOffsets(target, component) {
  const { style } = target;
  if (component.position === "absolute") style.position = "absolute";
  style.top = gapOf(component.offsetTop) ?? "";
  style.bottom = gapOf(component.offsetBottom) ?? "";
  style.insetInlineStart = gapOf(component.offsetStart) ?? "";
  style.insetInlineEnd = gapOf(component.offsetEnd) ?? "";
}

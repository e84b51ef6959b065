/**
 * What the values of flex components mean in CSS: keywords, pixels, percentages, colours.
 *
 * LINE documents the keywords and their order, not their pixels; these are the ones that LINE's Flex
 * Message Simulator draws. Phones round them a little differently.
 * Source: https://developers.line.biz/en/docs/messaging-api/flex-message-layout/
 */

const GAPS = new Map(Object.entries({ none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 }));

const FONT_SIZES = new Map(
  Object.entries({
    xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74,
  }),
);

const IMAGE_SIZES = new Map(
  Object.entries({
    xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220,
  }),
);

const BORDER_WIDTHS = new Map(
  Object.entries({ none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 }),
);

const LENGTH = /^-?[0-9]+(?:\.[0-9]+)?(?:px|%)$/;
const PIXELS = /^[0-9]+(?:\.[0-9]+)?px$/;
const COLOR = /^#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?$/;
const ANGLE = /^[0-9]+(?:\.[0-9]+)?deg$/;
const RATIO = /^([0-9]+(?:\.[0-9]+)?):([0-9]+(?:\.[0-9]+)?)$/;

/** Returns spacing, margin, padding, offset or corner radius as a CSS length, or null. */
export function gapOf(value) {
  return GAPS.has(value) ? `${GAPS.get(value)}px` : lengthOf(value);
}

/** Returns pixels or a percentage as a CSS length, or null. */
export function lengthOf(value) {
  return typeof value === "string" && LENGTH.test(value) ? value : null;
}

/** Returns the size of a font or an icon as a CSS length; `md` if it is none. */
export function fontSizeOf(value) {
  if (typeof value === "string" && PIXELS.test(value)) return value;
  return `${FONT_SIZES.get(value) ?? FONT_SIZES.get("md")}px`;
}

/** Returns the width of an image as a CSS length; `md` if it is none. */
export function imageWidthOf(value) {
  if (value === "full") return "100%";
  return lengthOf(value) ?? `${IMAGE_SIZES.get(value) ?? IMAGE_SIZES.get("md")}px`;
}

/** Returns the width of a border as a CSS length, or null. */
export function borderWidthOf(value) {
  return BORDER_WIDTHS.has(value) ? `${BORDER_WIDTHS.get(value)}px` : lengthOf(value);
}

/** Returns a colour, or null. */
export function colorOf(value) {
  return typeof value === "string" && COLOR.test(value) ? value : null;
}

/** Returns an aspect ratio `20:13` as width divided by height; 1 if it is none. */
export function ratioOf(value) {
  const [, width, height] = RATIO.exec(typeof value === "string" ? value : "") ?? [];
  return Number(width) / Number(height) || 1;
}

/** Returns a linear gradient as a CSS image, or null. */
export function gradientOf(background) {
  const { type, angle, startColor, endColor, centerColor, centerPosition } = background ?? {};
  const [start, center, end] = [startColor, centerColor, endColor].map(colorOf);
  if (type !== "linearGradient" || !ANGLE.test(angle) || !start || !end) return null;
  const middle = center ? `${center} ${lengthOf(centerPosition) ?? "50%"}, ` : "";
  return `linear-gradient(${angle}, ${start}, ${middle}${end})`;
}

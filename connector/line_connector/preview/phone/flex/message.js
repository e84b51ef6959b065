/** Flex messages: a bubble, or a carousel of bubbles. */

import { makeTappable } from "../action.js";
import { element, listOf, objectOf, textOf } from "../dom.js";
import { strip } from "../strip.js";
import { flexBox } from "./box.js";
import { flexImage, flexVideo } from "./image.js";
import { placeComponent } from "./placing.js";
import { colorOf } from "./values.js";

const SIZES = ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"];
const BLOCKS = ["header", "hero", "body", "footer"];
const IN_BLOCKS = new Map([["box", flexBox], ["image", flexImage], ["video", flexVideo]]);

/** Makes a flex message. */
export function flexMessage(message, options) {
  const container = objectOf(message.contents);
  if (container.type === "bubble") return bubble(container, options);
  if (container.type !== "carousel") throw new TypeError("contents is no bubble and no carousel");
  const bubbles = listOf(container.contents).map((one) => bubble(objectOf(one), options));
  return strip("carousel", textOf(message.altText) || "Carousel", bubbles);
}

function bubble(container, options) {
  const size = SIZES.includes(container.size) ? container.size : "mega";
  const made = element("article", `flex-bubble ${size}`);
  made.dir = container.direction === "rtl" ? "rtl" : "ltr";
  const styles = objectOf(container.styles);
  for (const name of BLOCKS) {
    if (container[name]) made.append(block(name, container[name], objectOf(styles[name]), options));
  }
  return makeTappable(made, container.action, made.textContent);
}

function block(name, component, { backgroundColor, separator: above, separatorColor }, options) {
  const make = IN_BLOCKS.get(component.type);
  if (!make) throw new TypeError(`${name} is no box, image or video`);
  const inner = make(component, options);
  placeComponent(inner, component, { layout: "vertical", spacing: null, first: true });
  if (name === "body" && !component.flex) inner.style.flex = "1 0 auto"; // fills a taller bubble
  const made = element("div", `flex-block ${name}`, inner);
  made.style.backgroundColor = colorOf(backgroundColor) ?? "";
  if (above === true) {
    made.classList.add("separated");
    made.style.borderTopColor = colorOf(separatorColor) ?? "";
  }
  return made;
}

/** Template messages: buttons, confirm, carousel, image carousel. */

import { makeTappable } from "./action.js";
import { element, listOf, objectOf, textOf } from "./dom.js";
import { picture } from "./picture.js";
import { strip } from "./strip.js";
import { colorOf } from "./flex/values.js";

const TEMPLATES = new Map([
  ["buttons", (template, options) => card(template, template, options)],
  ["confirm", confirm],
  ["carousel", carousel],
  ["image_carousel", imageCarousel],
]);

/** Makes a template message. */
export function templateMessage(message, options) {
  const template = objectOf(message.template);
  const make = TEMPLATES.get(template.type);
  if (!make) throw new TypeError(`unknown template ${textOf(template.type)}`);
  return make(template, options);
}

/** Makes a card: the look of its image is the template's, what it shows is the column's. */
function card(column, { imageAspectRatio, imageSize }, options) {
  const { thumbnailImageUrl, imageBackgroundColor, title, text, defaultAction, actions } = column;
  const main = element("div", "card-main");
  if (thumbnailImageUrl) {
    const cover = imageSize !== "contain";
    const area = element("div", "card-image", picture(thumbnailImageUrl, options, { cover }));
    area.classList.toggle("square", imageAspectRatio === "square");
    area.style.backgroundColor = colorOf(imageBackgroundColor) ?? "#ffffff";
    main.append(area);
  }
  if (title) main.append(element("strong", "card-title", textOf(title)));
  main.append(element("p", "card-text", textOf(text)));
  makeTappable(main, defaultAction, textOf(title) || textOf(text));
  return directed(element("article", "card", main, actionList(actions)));
}

/** Gives a card the direction of its texts. */
function directed(made) {
  made.dir = "auto";
  return made;
}

function actionList(actions) {
  return element("div", "card-actions", ...listOf(actions).map(actionButton));
}

function actionButton(action) {
  return makeTappable(element("button", "", textOf(objectOf(action).label)), action);
}

function confirm({ text, actions }) {
  const main = element("div", "card-main", element("p", "card-text", textOf(text)));
  return directed(element("article", "card confirm", main, actionList(actions)));
}

function carousel(template, options) {
  const columns = listOf(template.columns).map((column) => card(objectOf(column), template, options));
  return strip("carousel", "Carousel", columns);
}

function imageCarousel({ columns }, options) {
  const items = listOf(columns).map((column) => {
    const { imageUrl, action } = objectOf(column);
    const label = textOf(objectOf(action).label);
    const made = element("button", "image-column", picture(imageUrl, options));
    if (label) made.append(element("span", "image-label", label));
    return makeTappable(made, action, "image");
  });
  return strip("carousel images", "Image carousel", items);
}

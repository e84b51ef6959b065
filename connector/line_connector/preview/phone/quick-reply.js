/** Quick replies: buttons below the last message. */

import { makeTappable } from "./action.js";
import { element, listOf, objectOf, textOf } from "./dom.js";
import { picture } from "./picture.js";
import { strip } from "./strip.js";

/** Makes a message's quick replies, or null if it has none. */
export function quickReplies(message, options) {
  const items = listOf(objectOf(message.quickReply).items).map((item) => {
    const { imageUrl, action } = objectOf(item);
    const icon = imageUrl ? element("span", "quick-icon", picture(imageUrl, options)) : null;
    const made = element("button", "quick-reply", icon, textOf(objectOf(action).label));
    return makeTappable(made, action);
  });
  return items.length ? strip("quick-replies", "Quick replies", items) : null;
}

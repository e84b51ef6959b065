/**
 * Shows LINE message objects as a phone shows them.
 *
 * Plain ES modules without dependencies, for any page, also under `default-src 'self'`: styles are
 * set through CSSOM, texts through text nodes, and nothing is loaded unless `mayLoad` allows it.
 *
 * Options, all optional:
 *   account  {name, icon}: who messages come from, unless they have a sender
 *   names    names of users by their ID, for mentions
 *   coupons  titles of coupons by their ID
 *   mayLoad  (url) => boolean|string: whether a picture may be loaded, or from which other address;
 *            none may if absent
 *   mayPlay  the same for videos and sounds
 *   side     "account" (default) or "user": who wrote the messages
 *   time     what stands beside them, such as "12:34"
 *   lang     language tag of the messages; guessed from their letters if absent
 */

import { listenToActions } from "./action.js";
import { element, objectOf, textOf } from "./dom.js";
import { asJson } from "./fallback.js";
import { fitTexts } from "./flex/fitting.js";
import { flexMessage } from "./flex/message.js";
import { imagemapMessage } from "./imagemap.js";
import { fromInfobip } from "./infobip.js";
import { languageOf } from "./language.js";
import {
  audioMessage, couponMessage, imageMessage, locationMessage, stickerMessage, videoMessage,
} from "./media.js";
import { picture } from "./picture.js";
import { quickReplies } from "./quick-reply.js";
import { templateMessage } from "./template.js";
import { textMessage } from "./text.js";
import { textV2Message } from "./text-v2.js";

export { listenToActions };

const MESSAGES = new Map([
  ["text", textMessage],
  ["textV2", textV2Message],
  ["sticker", stickerMessage],
  ["image", imageMessage],
  ["video", videoMessage],
  ["audio", audioMessage],
  ["location", locationMessage],
  ["imagemap", imagemapMessage],
  ["template", templateMessage],
  ["flex", flexMessage],
  ["coupon", couponMessage],
]);

/**
 * Shows messages at the end of `root`, an element of class `phone`, and the last one's quick replies
 * in place of those that were there.
 */
export function showMessages(root, messages, options = {}) {
  root.querySelector(":scope > .quick-replies")?.remove();
  const rows = messages.map((message) => messageRow(message, options));
  root.append(...rows);
  const last = messages.at(-1);
  const replies = last ? quickReplies(objectOf(last), options) : null;
  if (replies) root.append(replies);
  rows.forEach(fitTexts);
}

/** Makes the row of one message: who sent it, and what it shows. */
export function messageRow(message, options = {}) {
  const own = options.side === "user";
  const row = element("div", own ? "row own" : "row");
  row.lang = options.lang ?? languageOf(textsIn(message));
  const shown = element("div", "message", content(message, options));
  if (options.time) shown.append(element("time", "at", options.time));
  if (!own) row.append(...sender(objectOf(message), options));
  row.append(shown);
  return row;
}

/** Makes the animation of an account that is about to answer. */
export function loadingRow(options = {}) {
  const dots = element("div", "speech loading", element("i"), element("i"), element("i"));
  dots.setAttribute("role", "status");
  dots.setAttribute("aria-label", "Loading");
  return element("div", "row", ...sender({}, options), element("div", "message", dots));
}

function content(message, options) {
  try {
    const known = fromInfobip(objectOf(message));
    const make = MESSAGES.get(known.type);
    return make ? make(known, options) : asJson(message, "Unknown message");
  } catch (error) {
    return asJson(message, `Cannot be shown: ${error.message}`);
  }
}

function sender(message, options) {
  const account = objectOf(options.account);
  const { name, iconUrl } = objectOf(message.sender);
  const shown = textOf(name) || textOf(account.name) || "LINE account";
  const icon = iconUrl ?? account.icon;
  const avatar = icon
    ? element("div", "avatar", picture(icon, options))
    : element("div", "avatar", [...shown][0].toUpperCase());
  avatar.setAttribute("aria-hidden", "true");
  return [avatar, element("div", "sender", shown)];
}

/** Returns all that a message says, to guess its language from. */
function textsIn(message) {
  try {
    return JSON.stringify(message) ?? "";
  } catch {
    return "";
  }
}

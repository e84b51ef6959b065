/** Text messages v2: placeholders in braces stand for mentions and LINE emoji. */

import { objectOf, textOf } from "./dom.js";
import { lineEmoji, linked, mention, speech } from "./text.js";

const TOKEN = /\{\{|\}\}|\{([A-Za-z0-9_]{1,20})\}/g;
const SHORT_ID = 8;

/**
 * Makes a text message v2.
 * @param {object} message
 * @param {{names?: Record<string, string>}} options names of users by their ID
 */
export function textV2Message(message, options) {
  const text = textOf(message.text);
  const substitution = objectOf(message.substitution);
  const parts = [];
  let plain = "";
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    plain += text.slice(end, found.index);
    end = found.index + found[0].length;
    const [whole, key] = found;
    if (key === undefined || !Object.hasOwn(substitution, key)) {
      plain += key === undefined ? whole[0] : whole; // doubled braces, or nothing to put there
      continue;
    }
    parts.push(...linked(plain), substitute(objectOf(substitution[key]), whole, options));
    plain = "";
  }
  return speech(...parts, ...linked(plain + text.slice(end)));
}

function substitute(object, whole, options) {
  if (object.type === "emoji") return lineEmoji(object);
  if (object.type !== "mention") return whole;
  const { type, userId } = objectOf(object.mentionee);
  return mention(type === "all" ? "@All" : `@${nameOf(textOf(userId), options)}`);
}

function nameOf(userId, options) {
  const names = objectOf(options.names);
  if (Object.hasOwn(names, userId)) return textOf(names[userId]);
  return userId.length > SHORT_ID ? `${userId.slice(0, SHORT_ID)}…` : userId;
}

/** Which quick replies a chat offers. */

import { listOf, objectOf } from "/_sandbox/phone/dom.js";
import { isMessage, messagesOf } from "./format.js";

/** Actions whose tap leaves nothing in the chat by which it could be told. */
const TRACELESS = new Set(["uri", "clipboard"]);

/**
 * Returns the message whose quick replies are offered: the last of the chat, until one is tapped.
 *
 * Those of a camera, a date and a place stay until something is sent; what is no message leaves them
 * all; and when the last message is unsent, those of the one before come back.
 * Source: https://developers.line.biz/en/docs/messaging-api/using-quick-reply/#quick-reply-buttons-disappear
 *
 * @param {object[]} entries of the chat, the oldest first
 */
export function offering(entries) {
  const place = entries.findLastIndex(isPosted);
  const last = entries[place];
  if (!last || last.event || last.isAnswered) return {};
  const message = messagesOf(last).at(-1);
  const data = new Set(repliesOf(message).map(({ action }) => objectOf(action).data));
  const isTapped = ({ event }) => event?.type === "postback" && data.has(event.postback.data);
  return entries.slice(place + 1).some(isTapped) ? {} : message;
}

/** Keeps in mind that a quick reply of an entry was tapped, if nothing else would tell. */
export function answer(entry, action) {
  entry.isAnswered ||= TRACELESS.has(action.type);
}

/** Tells whether an entry stands in the chat as a message, of the account's or a user's. */
function isPosted(entry) {
  if (!entry.event) return true;
  return isMessage(entry) ? !entry.isUnsent : entry.displayText !== undefined;
}

function repliesOf(message) {
  return listOf(objectOf(message.quickReply).items).map(objectOf);
}

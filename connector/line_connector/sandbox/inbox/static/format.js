/** Times, names and messages in few words. */

import { objectOf, textOf } from "/_sandbox/phone/dom.js";
import { textV2Message } from "/_sandbox/phone/text-v2.js";

const DAY = 24 * 60 * 60 * 1000;
const clock = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat([], { weekday: "short" });
const date = new Intl.DateTimeFormat([], { year: "numeric", month: "short", day: "numeric" });

/** Returns the local time of day: 12:34. */
export function timeOf(at) {
  return clock.format(new Date(at));
}

/** Returns when something was, as short as possible. */
export function shortTime(at) {
  const then = new Date(at);
  const now = new Date();
  if (then.toDateString() === now.toDateString()) return clock.format(then);
  if (Math.abs(now - then) < 6 * DAY) return weekday.format(then);
  return date.format(then);
}

/** Returns the local date and time. */
export function longTime(at) {
  return new Date(at).toLocaleString();
}

/** Returns the local date. */
export function dayOf(at) {
  return date.format(new Date(at));
}

const KINDS = new Map([
  ["sticker", "Sticker"],
  ["image", "Image"],
  ["video", "Video"],
  ["audio", "Audio"],
  ["location", "Location"],
  ["coupon", "Coupon"],
  ["file", "File"],
]);

/** What stands in the place of a message that was taken back. */
export const UNSENT = "Unsent";

/** Returns a message in one line, as a chat list shows it; `names` are those of users by their ID. */
export function summaryOf(message, names = {}) {
  const { type, text, altText, title } = objectOf(message);
  const kind = textOf(type).toLowerCase();
  if (kind === "textv2") return textV2Message(objectOf(message), { names }).textContent.trim() || "Text";
  return textOf(text) || textOf(altText) || textOf(title) || KINDS.get(kind) || kind || "Message";
}

/** Returns the messages of an entry as message objects of LINE's, Infobip's and SMS included. */
export function messagesOf(entry) {
  if (Array.isArray(entry.messages)) return entry.messages;
  const content = objectOf(entry.message);
  return [content.type === undefined && textOf(content.text) ? { ...content, type: "text" } : content];
}

/** Returns the first letters of a name, for its picture. */
export function initialsOf(name) {
  const words = textOf(name).replace(/[^\p{L}\p{N}\s]/gu, " ").trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0] ?? "").join("").toUpperCase() || "?";
}

/** Tells whether an entry is a message that a user wrote. */
export function isMessage({ event }) {
  return event?.type === "message" && event.message !== undefined;
}

/** Returns what a user did, in one line. */
export function doneIn(event, names = {}) {
  const who = (members) => members.map(({ userId }) => names[userId] ?? userId).join(", ");
  switch (event.type) {
    case "postback":
      return `Tapped: ${[event.postback.data, ...Object.values(objectOf(event.postback.params))].join(" · ")}`;
    case "follow":
      return event.follow?.isUnblocked ? "Unblocked the account" : "Added the account as a friend";
    case "unfollow":
      return "Blocked the account";
    case "join":
      return "The account joined";
    case "leave":
      return "The account left";
    case "memberJoined":
      return `Joined: ${who(event.joined.members)}`;
    case "memberLeft":
      return `Left: ${who(event.left.members)}`;
    case "unsend":
      return "Unsent a message";
    case "messageEdited":
      return `Edited a message: ${textOf(event.message?.text)}`;
    case "beacon":
      return `Beacon ${textOf(event.beacon.hwid)}: ${textOf(event.beacon.type)}`;
    case "videoPlayComplete":
      return "Watched a video to its end";
    case "accountLink":
      return event.link.result === "ok" ? "Linked the account" : "Could not link the account";
    case "membership":
      return `Membership ${textOf(event.membership.membershipId)}: ${textOf(event.membership.type)}`;
    default:
      return textOf(event.type);
  }
}

/** Returns an entry of a chat in one line; `names` are those of users by their ID. */
export function summaryOfEntry(entry, names = {}) {
  if (isMessage(entry)) return entry.isUnsent ? UNSENT : summaryOf(entry.edited ?? entry.event.message);
  if (entry.event) return entry.displayText ?? doneIn(entry.event, names);
  return summaryOf(messagesOf(entry).at(-1), names);
}

/** Returns what became of the webhooks of an event. */
export function webhookIn(deliveries) {
  const last = deliveries.at(-1);
  if (!last) return "no webhook sent";
  if (last.state === "waiting" || last.state === "held") return `webhook ${last.state}`;
  const answered = last.status ? String(last.status) : textOf(last.reason).replaceAll("_", " ");
  const again = deliveries.length > 1 ? `, sent ${deliveries.length} times` : "";
  return `webhook ${answered} in ${Math.round(1000 * last.seconds)} ms${again}`;
}

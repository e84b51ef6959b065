/** One entry of a chat: what the account sent, or what the user did, and what became of it. */

import { element, objectOf } from "/_sandbox/phone/dom.js";
import { messageRow } from "/_sandbox/phone/phone.js";
import {
  dayOf, doneIn, isMessage, longTime, messagesOf, summaryOf, timeOf, UNSENT, webhookIn,
} from "./format.js";
import { contentAddress, OWN_MEDIA } from "./own-media.js";
import { quoteLine } from "./quoting.js";

const ENTRIES = new WeakMap();

/** Returns the entry that a block shows. */
export function entryIn(block) {
  return ENTRIES.get(block);
}

/**
 * Makes the rows of an entry, and the button that opens its details.
 * @param {object} entry
 * @param {object} chat with `accountName`, `names` of users, `coupons` and `isCrowd`
 * @param {(entry: object) => void} inspect
 * @param {(row: HTMLElement) => HTMLElement|null} replying makes what a message is answered by
 */
export function entryBlock(entry, chat, inspect, replying) {
  const block = element("div", entry.event ? "entry own" : "entry");
  block.dataset.cursor = entry.cursor;
  block.dataset.day = dayOf(entry.at);
  block.dataset.at = entry.at;
  if (entry.event) block.dataset.event = entry.event.webhookEventId;
  ENTRIES.set(block, entry);
  block.classList.toggle("edited", entry.edited !== undefined);
  const caption = element("button", "details");
  caption.type = "button";
  caption.title = longTime(entry.at);
  caption.dataset.opens = entry.requestId ?? entry.event.webhookEventId;
  caption.addEventListener("click", () => inspect(entry));
  block.append(...rows(entry, chat, replying), caption);
  showCaption(block, chat);
  return block;
}

/** Says below an entry what became of it. */
export function showCaption(block, chat) {
  const entry = entryIn(block);
  const caption = block.querySelector(":scope > .details");
  const text = captionOf(entry, chat);
  caption.textContent = `${text} ›`;
  caption.setAttribute("aria-label", `Details, ${longTime(entry.at)}: ${text}`);
}

function rows(entry, chat, replying) {
  const options = {
    ...OWN_MEDIA,
    account: { name: chat.accountName },
    names: chat.names,
    coupons: chat.coupons,
    side: entry.event ? "user" : "account",
    time: timeOf(entry.at),
  };
  if (!entry.event) {
    return messagesOf(entry).flatMap((message, number) => {
      const { id = entry.messageId, quoteToken } = objectOf(entry.sentMessages?.[number]);
      return quotableRow(message, { id, quoteToken }, options, replying);
    });
  }
  if (isMessage(entry)) {
    if (entry.isUnsent) return [unsentLine(entry, chat)];
    const { quotedMessageId } = entry.event.message;
    const message = entry.edited ? { ...entry.edited, quotedMessageId } : entry.event.message;
    return quotableRow(withContent(message), message, options, replying);
  }
  const done = line(doneIn(entry.event, chat.names));
  if (entry.displayText === undefined) return [done];
  return [messageRow({ type: "text", text: entry.displayText }, options), done];
}

/** Makes the line that stands where a message was; as the message, it can be led to. */
function unsentLine({ event }, { names }) {
  const { userId } = objectOf(event.source);
  const made = line(`${names[userId] ?? "The user"} unsent this message`);
  made.dataset.messageId = event.message.id;
  made.dataset.summary = UNSENT;
  return made;
}

function line(text) {
  const made = element("p", "done", text);
  made.dir = "auto";
  return made;
}

/** Makes the row of a message, after the line that tells which one it answers. */
function quotableRow(message, { id = "", quoteToken = "" }, options, replying) {
  const row = messageRow(message, options);
  row.dataset.messageId = id;
  row.dataset.quoteToken = quoteToken;
  row.dataset.summary = summaryOf(message, options.names);
  if (message.trackingId) row.dataset.trackingId = message.trackingId;
  const reply = id ? replying(row) : null;
  if (reply) row.querySelector(".message").append(reply);
  // Of a user's message the token is its own, to be quoted by.
  const quoted = options.side === "user" ? { quotedMessageId: message.quotedMessageId } : message;
  return [quoteLine(quoted), row].filter(Boolean);
}

/** Returns a user's message so that what the user uploaded is shown from the sandbox. */
function withContent(message) {
  if (message.type === "file") return { type: "text", text: `📄 ${message.fileName}` };
  const { type, ...urls } = objectOf(message.contentProvider);
  return type === "line" ? { ...message, originalContentUrl: contentAddress(message.id) } : { ...message, ...urls };
}

function captionOf(entry, { names, isCrowd }) {
  if (!entry.event) return [entry.via, entry.notificationDisabled ? "silent" : ""].filter(Boolean).join(" · ");
  const userId = objectOf(entry.event.source).userId;
  const who = isCrowd && userId ? [names[userId] ?? userId] : [];
  return [...who, entry.event.type, webhookIn(entry.deliveries)].join(" · ");
}

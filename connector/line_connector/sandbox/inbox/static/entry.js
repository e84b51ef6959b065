/** One entry of a chat: what the account sent, or what the user did, and what became of it. */

import { element, objectOf } from "/_sandbox/phone/dom.js";
import { messageRow } from "/_sandbox/phone/phone.js";
import { dayOf, doneIn, isMessage, longTime, messagesOf, summaryOf, timeOf, webhookIn } from "./format.js";
import { contentAddress, OWN_MEDIA } from "./own-media.js";
import { quoteLine } from "./quoting.js";

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
  if (entry.event) {
    block.dataset.event = entry.event.webhookEventId;
    const isWaiting = entry.deliveries.some(({ state }) => state === "waiting" || state === "held");
    block.classList.toggle("waiting", isWaiting);
  }
  block.append(...rows(entry, chat, replying), caption(entry, chat, inspect));
  return block;
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
    const { message } = entry.event;
    return quotableRow(withContent(message), message, options, replying);
  }
  const done = element("p", "done", doneIn(entry.event, chat.names));
  done.dir = "auto";
  return [done];
}

/** Makes the row of a message, after the line that tells which one it answers. */
function quotableRow(message, { id = "", quoteToken = "" }, options, replying) {
  const row = messageRow(message, options);
  row.dataset.messageId = id;
  row.dataset.quoteToken = quoteToken;
  row.dataset.summary = summaryOf(message);
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

function caption(entry, chat, inspect) {
  const button = element("button", "details", `${captionOf(entry, chat)} ›`);
  button.type = "button";
  button.title = longTime(entry.at);
  button.setAttribute("aria-label", `Details, ${longTime(entry.at)}: ${captionOf(entry, chat)}`);
  button.addEventListener("click", () => inspect(entry));
  return button;
}

function captionOf(entry, { names, isCrowd }) {
  if (!entry.event) return [entry.via, entry.notificationDisabled ? "silent" : ""].filter(Boolean).join(" · ");
  const userId = objectOf(entry.event.source).userId;
  const who = isCrowd && userId ? [names[userId] ?? userId] : [];
  return [...who, entry.event.type, webhookIn(entry.deliveries)].join(" · ");
}

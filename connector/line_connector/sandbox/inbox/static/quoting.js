/** Messages that answer another one: which it is stands above them, and leads to it. */

import { element, objectOf } from "/_sandbox/phone/dom.js";
import { button } from "./button.js";

const QUOTING = new Set(["text", "sticker"]); // what a user can write in answer to a message

const ARROW = "↩\ufe0e"; // as a letter, not as a picture

/**
 * Makes the line above a message that quotes another one; null if it quotes none.
 * A user's message names the other one by its ID, the account's by its quote token.
 */
export function quoteLine(message) {
  const { quotedMessageId, quoteToken } = objectOf(message);
  const line = element("button", "quoted", `${ARROW} An earlier message`);
  line.type = "button";
  if (quotedMessageId) line.dataset.quotedId = quotedMessageId;
  else if (quoteToken) line.dataset.quotedToken = quoteToken;
  else return null;
  return line;
}

/** Puts into each such line what the other message says, if that is in the page. */
export function fillQuotes(phone) {
  for (const line of phone.querySelectorAll(".quoted:not(.known)")) {
    const { quotedId, quotedToken } = line.dataset;
    const wanted = quotedId ? ["messageId", quotedId] : ["quoteToken", quotedToken];
    const row = rowWith(phone, ...wanted);
    if (!row) continue;
    line.dataset.quotedId = row.dataset.messageId;
    line.textContent = `${ARROW} ${row.dataset.summary}`;
    line.classList.add("known");
  }
}

/** Returns the row of a message that is in the page. */
export function rowWith(phone, name, value) {
  return [...phone.querySelectorAll("[data-message-id]")].find((row) => row.dataset[name] === value);
}

/** What the composer answers: nothing, or a message. */
export class Reply {
  /** @param {() => void} chosen called when a message was chosen */
  constructor(chosen) {
    this.chosen = chosen;
    this.said = element("span", "reply-said");
    this.said.dir = "auto";
    const cancel = button("×", () => this.cancel(), "close");
    cancel.setAttribute("aria-label", "Do not reply to it");
    this.root = element("p", "replying", this.said, cancel);
    this.root.hidden = true;
    this.messageId = "";
  }

  /** Makes the button in a row by which its message is answered. */
  buttonFor({ dataset: { messageId, summary } }) {
    const made = button(ARROW, () => this.choose(messageId, summary), "reply");
    made.title = "Reply";
    made.setAttribute("aria-label", `Reply to: ${summary}`);
    return made;
  }

  choose(messageId, summary) {
    this.messageId = messageId;
    this.said.textContent = `${ARROW} ${summary}`;
    this.root.hidden = false;
    this.chosen();
  }

  cancel() {
    this.messageId = "";
    this.root.hidden = true;
    this.chosen();
  }

  /** Returns what an act needs to answer the message, if it can. */
  fieldsFor({ type }) {
    return this.messageId && QUOTING.has(type) ? { quotedMessageId: this.messageId } : {};
  }
}

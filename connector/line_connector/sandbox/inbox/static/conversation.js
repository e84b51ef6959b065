/** One chat on a phone: what is in it, a page at a time, and what arrives while it is open. */

import { element } from "/_sandbox/phone/dom.js";
import { fitTexts } from "/_sandbox/phone/flex/fitting.js";
import { listenToActions, messageRow } from "/_sandbox/phone/phone.js";
import { quickReplies } from "/_sandbox/phone/quick-reply.js";
import { read, write } from "./api.js";
import { avatar } from "./avatar.js";
import { dayOf, longTime, messagesOf, summaryOf, timeOf } from "./format.js";

const PAGE = 30;
const NEWEST = 100; // entries that are read at once when they arrive
const MOST = 300; // entries in the page; older ones are read again when they are scrolled to
const NEAR = 80; // pixels from the end within which the chat follows what arrives

export class Conversation {
  /**
   * @param {HTMLElement} root
   * @param {object} context
   *   account   {displayName}: who messages come from
   *   inspect   (requestId) => void
   *   tapped    (action, chat) => void
   *   back      () => void
   *   announce  (text) => void: for screen readers
   */
  constructor(root, context) {
    this.root = root;
    this.context = context;
    this.chat = null;
    this.round = 0;
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", () => this.phone?.classList.toggle("dark", this.dark.matches));
    this.showNothing();
  }

  showNothing() {
    this.chat = null;
    this.round += 1;
    this.root.replaceChildren(element("p", "hint", "Choose a chat to see what it received."));
  }

  /** Shows a chat, at its end. */
  async open(chatId) {
    const round = (this.round += 1);
    const [chat, page] = await Promise.all([
      read("chat", { chatId }),
      read("chat-messages", { chatId, limit: PAGE }),
    ]);
    if (round !== this.round) return;
    this.chat = chat;
    this.frame();
    this.start(page);
    this.context.opened(this);
    await this.seen();
  }

  frame() {
    const { chat } = this;
    const back = element("button", "back", "‹");
    back.type = "button";
    back.setAttribute("aria-label", "Back to the chats");
    back.addEventListener("click", () => this.context.back());
    const name = element("h2", "", chat.name);
    name.dir = "auto";
    const id = element("code", "chat-id", chat.chatId);
    this.head = element("header", "chat-head", back, avatar(chat), element("div", "", name, id));
    this.phone = element("div", "phone");
    this.phone.classList.toggle("dark", this.dark.matches);
    this.scroller = element("div", "scroller", this.phone);
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute("role", "region");
    this.scroller.setAttribute("aria-label", `Messages of ${chat.name}`);
    this.scroller.addEventListener("scroll", () => this.readOlder(), { passive: true });
    this.foot = element("footer", "chat-foot");
    listenToActions(this.phone, (action, target) => this.context.tapped(action, target, this));
    this.root.replaceChildren(this.head, this.scroller, this.foot);
  }

  start({ entries, older }) {
    this.older = older;
    this.newest = entries.at(-1)?.number ?? 0;
    this.phone.replaceChildren(...this.blocks(entries));
    if (!entries.length) this.phone.append(element("p", "nothing", "Nothing arrived here yet."));
    this.finish(entries.at(-1));
    this.scrollToEnd();
  }

  blocks(entries) {
    return entries.map((entry) => this.block(entry));
  }

  /** Makes the rows of one entry, and what opens the inspector. */
  block(entry) {
    const block = element("div", "entry");
    block.dataset.number = entry.number;
    block.dataset.day = dayOf(entry.at);
    const side = entry.side ?? "account";
    const options = {
      account: { name: this.context.account.displayName },
      names: this.names(),
      side,
      time: timeOf(entry.at),
    };
    for (const message of messagesOf(entry)) block.append(messageRow(message, options));
    block.append(this.caption(entry));
    return block;
  }

  names() {
    const people = [this.chat, ...this.chat.members];
    return Object.fromEntries(people.map((one) => [one.userId ?? one.chatId, one.displayName ?? one.name]));
  }

  caption(entry) {
    const parts = [entry.via, entry.notificationDisabled ? "silent" : "", "details"].filter(Boolean);
    const button = element("button", "details", parts.join(" · "));
    button.type = "button";
    button.title = longTime(entry.at);
    button.setAttribute("aria-label", `Details of the message at ${longTime(entry.at)}`);
    button.addEventListener("click", () => this.context.inspect(entry.requestId));
    return button;
  }

  /** Puts right what depends on neighbours: days, texts that must fit, quick replies of the last. */
  finish(last) {
    let day = null;
    for (const block of this.phone.querySelectorAll(".entry")) {
      block.classList.toggle("first-of-day", block.dataset.day !== day);
      day = block.dataset.day;
    }
    for (const row of this.phone.querySelectorAll(".row")) fitTexts(row);
    if (!last) return;
    this.phone.querySelector(":scope > .quick-replies")?.remove();
    const message = messagesOf(last).at(-1);
    const replies = (last.side ?? "account") === "account" ? quickReplies(message, {}) : null;
    if (replies) this.phone.append(replies);
  }

  /** Reads what arrived since. */
  async refresh() {
    if (!this.chat || this.isRefreshing) return;
    this.isRefreshing = true;
    const { round, newest } = this;
    const { chatId } = this.chat;
    try {
      const page = await read("chat-messages", { chatId, after: newest, limit: NEWEST });
      if (round !== this.round || newest !== this.newest) return;
      if (page.older) this.start(page);
      else if (page.entries.length) this.append(page.entries);
      if (page.entries.length) await this.seen();
    } finally {
      this.isRefreshing = false;
    }
  }

  append(entries) {
    const follows = this.isAtEnd();
    this.phone.querySelector(":scope > .nothing")?.remove();
    this.phone.querySelector(":scope > .quick-replies")?.remove();
    this.phone.append(...this.blocks(entries));
    this.newest = entries.at(-1).number;
    if (follows) this.forget();
    this.finish(entries.at(-1));
    if (follows) this.scrollToEnd();
    for (const entry of entries) {
      if ((entry.side ?? "account") === "account") {
        this.context.announce(`${this.chat.name} received: ${messagesOf(entry).map(summaryOf).join(", ")}`);
      }
    }
  }

  /** Takes the oldest entries out of the page. */
  forget() {
    const blocks = this.phone.querySelectorAll(".entry");
    if (blocks.length <= MOST) return;
    for (const block of [...blocks].slice(0, blocks.length - MOST)) block.remove();
    this.older = Number(this.phone.querySelector(".entry").dataset.number);
  }

  async readOlder() {
    if (!this.older || this.isReading || this.scroller.scrollTop > 3 * NEAR) return;
    this.isReading = true;
    const { round } = this;
    try {
      const { chatId } = this.chat;
      const page = await read("chat-messages", { chatId, before: this.older, limit: PAGE });
      if (round !== this.round) return;
      const { scrollHeight, scrollTop } = this.scroller;
      this.older = page.older;
      this.phone.prepend(...this.blocks(page.entries));
      this.finish(null);
      this.scroller.scrollTop = scrollTop + this.scroller.scrollHeight - scrollHeight;
    } finally {
      this.isReading = false;
    }
  }

  isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollTop + clientHeight > scrollHeight - NEAR;
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  async seen() {
    if (document.hidden) return;
    await write("seen", { chatId: this.chat.chatId });
    await this.context.seen();
  }
}

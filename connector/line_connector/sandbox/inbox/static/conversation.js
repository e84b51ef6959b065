/** One chat on a phone: what is in it, a page at a time, and what happens while it is open. */

import { element } from "/_sandbox/phone/dom.js";
import { fitTexts } from "/_sandbox/phone/flex/fitting.js";
import { listenToActions } from "/_sandbox/phone/phone.js";
import { quickReplies } from "/_sandbox/phone/quick-reply.js";
import { read, write } from "./api.js";
import { avatar } from "./avatar.js";
import { ChatSearch } from "./chat-search.js";
import { Composer } from "./composer.js";
import { entryBlock, entryIn, showCaption } from "./entry.js";
import { summaryOfEntry } from "./format.js";
import { pickMoment } from "./moment.js";
import { answer, offering } from "./offered.js";
import { fillQuotes, rowWith } from "./quoting.js";
import { RichMenu } from "./rich-menu.js";
import { Standing } from "./standing.js";

const PAGE = 30;
const NEWEST = 100; // entries that are read at once when they arrive
const MOST = 300; // entries in the page; older ones are read again when they are scrolled to
const FURTHEST = 1000; // entries among which one that a link leads to is looked for
const NEAR = 80; // pixels from the end within which the chat follows what arrives

export class Conversation {
  /**
   * @param {HTMLElement} root
   * @param {object} context
   *   account   {displayName, coupons}: who messages come from, and the titles of its coupons
   *   tell      (text, isProblem) => void
   *   inspect   (entry) => void
   *   act       (fields) => Promise: does what a user does
   *   back      () => void
   *   announce  (text) => void: for screen readers
   *   seen      () => void: everything was looked at
   */
  constructor(root, context) {
    this.root = root;
    this.context = context;
    this.round = 0;
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", () => this.phone?.classList.toggle("dark", this.dark.matches));
    this.close();
  }

  close() {
    this.chat = null;
    this.round += 1;
    this.root.replaceChildren(element("p", "hint", "Choose a chat to see what it received."));
  }

  /** Shows a chat: at its end, or at a message. */
  async open(chatId, messageId = "") {
    const round = (this.round += 1);
    const path = `chats/${encodeURIComponent(chatId)}`;
    const [chat, page] = await Promise.all([read(path), read(`${path}/messages`, { limit: PAGE })]);
    if (round !== this.round) return;
    this.path = path;
    this.names = page.names;
    this.know(chat);
    this.ended = [];
    this.frame();
    this.start(page);
    await this.menu?.refresh(this.chat);
    if (round !== this.round) return;
    if (messageId) await this.reveal(messageId);
    await this.seen();
  }

  /** Scrolls to a message, reading older ones until it is there. */
  async reveal(messageId) {
    const find = () => rowWith(this.phone, "messageId", messageId);
    while (!find() && this.older && this.phone.querySelectorAll(".entry").length < FURTHEST) {
      await this.prependOlder(NEWEST);
    }
    const row = find();
    if (!row) return this.context.tell(`Message ${messageId} is not among the newest of this chat`, true);
    row.closest(".entry").classList.add("sought");
    row.scrollIntoView({ block: "center" });
    this.follows = this.isAtEnd();
    return row;
  }

  know(chat) {
    const people = [{ userId: chat.chatId, displayName: chat.name }, ...chat.members];
    for (const { userId, displayName } of people) this.names[userId] = displayName;
    const { displayName, coupons } = this.context.account;
    const isCrowd = chat.kind === "group" || chat.kind === "room";
    this.chat = { ...chat, names: this.names, isCrowd, accountName: displayName, coupons };
  }

  frame() {
    const { chat } = this;
    const back = element("button", "back", "‹");
    back.type = "button";
    back.setAttribute("aria-label", "Back to the chats");
    back.addEventListener("click", () => this.context.back());
    const name = element("h2", "", chat.name);
    name.dir = "auto";
    const head = element("header", "chat-head", back, avatar(chat));
    head.append(element("div", "", name, element("code", "chat-id", chat.chatId)));
    this.search = new ChatSearch(this.path, chat.accountName, (messageId) => this.reveal(messageId));
    head.append(this.search.input);
    this.phone = element("div", "phone");
    this.phone.classList.toggle("dark", this.dark.matches);
    this.standing = new Standing(this.phone, () => this.refresh());
    this.scroller = element("div", "scroller", this.phone);
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute("role", "region");
    this.scroller.setAttribute("aria-label", `Messages of ${chat.name}`);
    this.follows = true;
    this.scroller.addEventListener("scroll", () => this.hearScroll(), { passive: true });
    // A picture that is loaded late moves the end away.
    this.scroller.addEventListener("load", () => this.follows && this.scrollToEnd(), true);
    listenToActions(this.phone, (action, target) => this.tapMessage(action, target));
    this.phone.addEventListener("click", ({ target }) => this.followQuote(target.closest(".quoted")));
    const foot = element("footer", "chat-foot");
    this.composer = new Composer(foot, chat, (fields) => this.act(fields), () => this.videos());
    this.menu = chat.kind === "user" ? new RichMenu(foot, (...tapped) => this.tap(...tapped)) : null;
    this.root.replaceChildren(head, this.search.results, this.scroller, foot);
  }

  act(fields) {
    return this.context.act({ ...this.composer.scene(), ...fields });
  }

  /** Gives the keyboard to the messages. */
  focus() {
    this.scroller?.focus();
  }

  /** Taps an action of a message. */
  async tapMessage(action, target) {
    if (this.chat.kind === "phone") return;
    const isReply = target.closest(".quick-replies") !== null;
    const row = isReply ? [...this.phone.querySelectorAll(".entry .row")].at(-1) : target.closest(".row");
    const { messageId } = row.dataset;
    const isDone = await this.tap(action, messageId ? { messageId, action } : { action });
    if (!isDone || !isReply) return;
    answer(entryIn(row.closest(".entry")), action);
    this.offerReplies();
  }

  /** Taps an action, given by some fields; a date picker asks first. Tells whether it was done. */
  async tap(action, fields) {
    const picked = action.type === "datetimepicker" ? await pickMoment(action) : undefined;
    if (picked === null || !(await this.act({ type: "tap", ...fields, picked }))) return false;
    await this.menu?.refresh(this.chat);
    this.carryOut(action);
    return true;
  }

  /** Does on the phone what a postback action asks for besides. */
  carryOut({ inputOption, fillInText = "" }) {
    if (inputOption === "openRichMenu") this.menu?.open(true);
    else if (inputOption === "closeRichMenu") this.menu?.open(false);
    else if (inputOption === "openKeyboard") this.composer.fill(fillInText);
    else if (inputOption === "openVoice") this.context.tell("Would open the recording of a voice message");
  }

  /** Returns the tracking IDs of the videos in the page, the newest first. */
  videos() {
    const rows = [...this.phone.querySelectorAll("[data-tracking-id]")].reverse();
    return [...new Set(rows.map(({ dataset }) => dataset.trackingId))];
  }

  /** Scrolls to the message that another one answers. */
  followQuote(line) {
    if (line?.dataset.quotedId) this.reveal(line.dataset.quotedId);
  }

  start({ entries, older, newest }) {
    this.older = older;
    this.newest = newest;
    this.phone.replaceChildren(...this.blocks(entries));
    if (!entries.length) this.phone.append(element("p", "nothing", "Nothing arrived here yet."));
    this.finish();
    this.scrollToEnd();
  }

  blocks(entries) {
    const { reply } = this.composer;
    const replying = (row) => reply?.buttonFor(row) ?? null;
    return entries.map((entry) => entryBlock(entry, this.chat, this.context.inspect, replying));
  }

  /** Puts right what depends on neighbours: days, texts that must fit, quick replies. */
  finish() {
    let day = null;
    for (const block of this.phone.querySelectorAll(".entry")) {
      block.classList.toggle("first-of-day", block.dataset.day !== day);
      day = block.dataset.day;
    }
    for (const row of this.phone.querySelectorAll(".row")) fitTexts(row);
    fillQuotes(this.phone);
    this.offerReplies();
    this.showStanding();
  }

  offerReplies() {
    this.phone.querySelector(":scope > .quick-replies")?.remove();
    const entries = [...this.phone.querySelectorAll(".entry")].map(entryIn);
    const replies = quickReplies(offering(entries), {});
    if (replies) this.phone.append(replies);
  }

  showStanding() {
    if (this.standing.show(this.chat) && this.follows) this.scrollToEnd();
  }

  /**
   * Reads what happened since.
   * @param {string[]} ended IDs of events whose webhooks ended
   */
  async refresh(ended = []) {
    if (!this.chat) return;
    this.ended.push(...ended);
    if (this.isRefreshing) {
      this.isStale = true;
      return;
    }
    this.isRefreshing = true;
    try {
      do {
        this.isStale = false;
        await this.readNewer();
      } while (this.isStale);
    } finally {
      this.isRefreshing = false;
    }
  }

  async readNewer() {
    const { round, newest, path, ended } = this;
    this.ended = [];
    const [chat, page] = await Promise.all([
      read(path),
      read(`${path}/messages`, { after: newest, limit: NEWEST }),
    ]);
    if (round !== this.round) return;
    Object.assign(this.names, page.names);
    this.know(chat);
    this.composer.update(this.chat);
    await Promise.all([this.menu?.refresh(this.chat), this.readWebhooks(new Set(ended))]);
    if (round !== this.round) return;
    if (page.older) this.start(page);
    else if (page.entries.length) this.append(page);
    else this.showStanding();
    if (page.entries.length) await this.seen();
  }

  /** Reads what became of the webhooks of some events. */
  async readWebhooks(ended) {
    const blocks = [...this.phone.querySelectorAll(".entry.own")];
    const show = async (block) => {
      const { webhooks } = await read(`events/${block.dataset.event}/webhooks`);
      entryIn(block).deliveries = webhooks;
      showCaption(block, this.chat);
    };
    await Promise.all(blocks.filter(({ dataset }) => ended.has(dataset.event)).map(show));
  }

  /** Shows again the messages that users took back or edited. */
  change(entries) {
    for (const { event } of entries) {
      const isUnsent = event?.type === "unsend";
      if (!isUnsent && event?.type !== "messageEdited") continue;
      const row = rowWith(this.phone, "messageId", isUnsent ? event.unsend.messageId : event.message.id);
      const block = row?.closest(".entry");
      if (!block) continue;
      const changed = isUnsent ? { isUnsent } : { edited: event.message };
      block.replaceWith(...this.blocks([{ ...entryIn(block), ...changed }]));
      for (const line of this.phone.querySelectorAll(".quoted.known")) {
        if (line.dataset.quotedId === row.dataset.messageId) line.classList.remove("known");
      }
    }
  }

  append({ entries, newest }) {
    const follows = this.follows || entries.some((entry) => entry.event);
    this.phone.querySelector(":scope > .nothing")?.remove();
    this.newest = newest;
    this.phone.append(...this.blocks(entries));
    this.change(entries);
    if (follows) this.forget();
    this.finish();
    if (follows) this.scrollToEnd();
    const heard = entries.filter((entry) => !entry.event).map((entry) => summaryOfEntry(entry, this.names));
    if (heard.length) this.context.announce(`${this.chat.name} received: ${heard.join(", ")}`);
  }

  /** Takes the oldest entries out of the page. */
  forget() {
    const blocks = [...this.phone.querySelectorAll(".entry")];
    if (blocks.length <= MOST) return;
    for (const block of blocks.slice(0, -MOST)) block.remove();
    this.older = blocks.at(-MOST).dataset.cursor;
  }

  hearScroll() {
    this.follows = this.isAtEnd();
    this.readOlder();
  }

  async readOlder() {
    if (!this.older || this.isReading || this.scroller.scrollTop > 3 * NEAR) return;
    this.isReading = true;
    try {
      await this.prependOlder(PAGE);
    } finally {
      this.isReading = false;
    }
  }

  async prependOlder(limit) {
    const { round } = this;
    const page = await read(`${this.path}/messages`, { before: this.older, limit });
    if (round !== this.round) return;
    const { scrollHeight, scrollTop } = this.scroller;
    this.older = page.older;
    Object.assign(this.names, page.names);
    this.phone.prepend(...this.blocks(page.entries));
    this.finish();
    this.scroller.scrollTop = scrollTop + this.scroller.scrollHeight - scrollHeight;
  }

  isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollTop + clientHeight > scrollHeight - NEAR;
  }

  scrollToEnd() {
    this.follows = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  async seen() {
    if (document.hidden) return;
    await write(`${this.path}/seen`);
    this.context.seen();
  }
}

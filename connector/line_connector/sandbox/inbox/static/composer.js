/** What the user can do in a chat: write, tap, and what `doings.js` lists. */

import { element } from "/_sandbox/phone/dom.js";
import { button } from "./button.js";
import { ask, select } from "./dialog.js";
import { doingsIn } from "./doings.js";
import { mentionedIn } from "./mentioning.js";
import { Reply } from "./quoting.js";

export class Composer {
  /**
   * @param {HTMLElement} root
   * @param {object} chat
   * @param {(fields: object) => Promise<boolean>} act
   * @param {() => string[]} videos returns tracking IDs, the newest first
   */
  constructor(root, chat, act, videos) {
    this.chat = chat;
    this.act = act;
    this.videos = videos;
    if (chat.kind === "phone") {
      root.append(element("p", "hint", "A phone receives; it does not answer here."));
      return;
    }
    this.form = element("div", "composer");
    this.text = element("input", "composer-text");
    this.text.type = "text";
    this.text.placeholder = "Write as the user";
    this.text.setAttribute("aria-label", "Write as the user");
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.send();
    });
    this.sending = button("Send", () => this.send(), "send");
    this.more = button("+", () => this.toggle(), "plus");
    this.more.setAttribute("aria-label", "More that the user can do");
    this.more.setAttribute("aria-expanded", "false");
    this.menu = element("div", "choices");
    this.menu.hidden = true;
    this.who = chat.isCrowd ? this.members() : null;
    this.form.append(...[this.who, this.more, this.text, this.sending].filter(Boolean));
    this.reply = new Reply(() => this.text.focus());
    root.append(this.menu, this.reply.root, this.form);
    this.form.addEventListener("keydown", (event) => this.hearEscape(event));
    this.menu.addEventListener("keydown", (event) => this.hearEscape(event));
  }

  /** Returns who acts where, as the control API takes it. */
  scene() {
    const { kind, chatId } = this.chat;
    if (kind === "user") return { userId: chatId };
    return { userId: this.who.value, [kind === "group" ? "groupId" : "roomId"]: chatId };
  }

  members() {
    return select("who", "Who acts", this.chat.members.map(({ userId, displayName }) => [userId, displayName]));
  }

  /** Takes what is known of the chat now. */
  update(chat) {
    this.chat = chat;
    if (!this.who) return;
    const chosen = this.who.value;
    const fresh = this.members();
    if (fresh.textContent === this.who.textContent) return;
    this.who.replaceWith(fresh);
    this.who = fresh;
    if (chat.members.some(({ userId }) => userId === chosen)) fresh.value = chosen;
  }

  /** Puts a text where the user can go on with it. */
  fill(text) {
    this.text.value = text;
    this.text.focus();
  }

  async send() {
    const text = this.text.value;
    if (!text) return;
    this.text.value = "";
    const mentions = mentionedIn(text, this.mentionable());
    const isDone = await this.write({ type: "text", text, ...(mentions.length ? { mentions } : {}) });
    if (!isDone) this.text.value = text;
    this.text.focus();
  }

  /** Does something, in answer to the message that was chosen if it can be. */
  async write(fields) {
    const quoted = this.reply.fieldsFor(fields);
    const isDone = await this.act({ ...fields, ...quoted });
    if (isDone && quoted.quotedMessageId === this.reply.messageId) this.reply.cancel();
    return isDone;
  }

  /** Returns whom a text can mention: the account, all, and the members of a group or room. */
  mentionable() {
    if (!this.chat.isCrowd) return [];
    const members = this.chat.members.map(({ userId, displayName }) => [userId, displayName]);
    return [["bot", this.chat.accountName], ["all", "All"], ...members];
  }

  async mention() {
    const names = this.mentionable().map(([, name]) => [name, name]);
    const given = await ask("Mention", [select("name", "Who", names)]);
    if (given) this.text.setRangeText(`@${given.name} `, this.text.selectionStart, this.text.selectionEnd, "end");
    this.text.focus();
    return null;
  }

  toggle() {
    if (this.menu.hidden) this.menu.replaceChildren(...this.choices());
    this.menu.hidden = !this.menu.hidden;
    this.more.setAttribute("aria-expanded", String(!this.menu.hidden));
    if (!this.menu.hidden) this.menu.querySelector("button").focus();
  }

  hearEscape(event) {
    if (event.key !== "Escape" || this.menu.hidden) return;
    event.stopPropagation();
    this.toggle();
    this.more.focus();
  }

  choices() {
    const doings = doingsIn(this.chat, this.who?.value, this.videos());
    if (this.chat.isCrowd) doings.push(["A mention …", () => this.mention()]);
    return doings.map(([name, make]) =>
      button(name, async () => {
        this.toggle();
        const fields = await make();
        if (fields) await this.write(fields);
      }),
    );
  }
}

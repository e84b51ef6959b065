/** What the user can do in a chat: write, send things, follow, block, join, leave. */

import { element } from "/_sandbox/phone/dom.js";
import { button } from "./button.js";
import { pickMoment } from "./moment.js";

const TO_USER = [
  ["Sticker", { type: "sticker" }],
  ["Image", { type: "image" }],
  ["Video", { type: "video" }],
  ["Audio", { type: "audio" }],
  ["File", { type: "file" }],
  ["Location", { type: "location", title: "LINE", address: "Tokyo" }],
];

export class Composer {
  /**
   * @param {HTMLElement} root
   * @param {object} chat
   * @param {(fields: object) => Promise<unknown>} act
   */
  constructor(root, chat, act) {
    this.chat = chat;
    this.act = act;
    this.last = null;
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
    root.append(this.menu, this.form);
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
    const select = element("select");
    select.setAttribute("aria-label", "Who acts");
    for (const { userId, displayName } of this.chat.members) {
      const option = element("option", "", displayName);
      option.value = userId;
      select.append(option);
    }
    return select;
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

  /** Takes the last entry, for what refers to it. */
  know(entry) {
    this.last = entry;
    const messages = entry?.messages ?? [];
    this.trackingId = messages.map(({ trackingId }) => trackingId).find(Boolean) ?? this.trackingId;
  }

  async send() {
    const text = this.text.value;
    if (!text) return;
    this.text.value = "";
    if (!(await this.act({ type: "text", text }))) this.text.value = text;
    this.text.focus();
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
    const made = TO_USER.map(([name, fields]) => this.choice(name, fields));
    const { status, chatId, kind } = this.chat;
    if (kind !== "user") {
      const place = { userId: undefined };
      const name = status === "joined" ? "Remove the account" : "Invite the account";
      made.push(this.choice(name, { ...place, type: status === "joined" ? "leave" : "join" }));
      const member = [this.who.value];
      made.push(this.choice("Leave the chat", { ...place, type: "memberLeft", members: member }));
      return made;
    }
    if (status === "friend") made.push(this.choice("Block", { type: "unfollow" }));
    if (status === "blocked") made.push(this.choice("Unblock", { type: "unblock" }));
    if (status === "stranger") made.push(this.choice("Follow", { type: "follow" }));
    made.push(this.choice("Beacon", { type: "beacon" }));
    if (this.trackingId) {
      const fields = { type: "videoPlayComplete", userId: chatId, trackingId: this.trackingId };
      made.push(this.choice("Watch the video to its end", fields));
    }
    return made;
  }

  choice(name, fields) {
    return button(name, () => {
      this.toggle();
      this.act(fields);
    });
  }

  /** Taps an action; a date picker asks first. */
  async tap(action, fields) {
    if (action.type === "datetimepicker") {
      const picked = await pickMoment(action);
      if (picked !== null) await this.act({ type: "tap", ...fields, picked });
    } else {
      await this.act({ type: "tap", ...fields });
    }
  }
}

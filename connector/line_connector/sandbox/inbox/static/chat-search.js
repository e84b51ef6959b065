/** Finding messages in the open chat by what they say. */

import { element } from "/_sandbox/phone/dom.js";
import { read } from "./api.js";
import { button } from "./button.js";
import { shortTime } from "./format.js";

const WAIT = 150;
const AROUND = 60; // characters that are shown before what was found

export class ChatSearch {
  /**
   * @param {string} path of the chat in the control API
   * @param {string} accountName
   * @param {(messageId: string) => unknown} reveal
   */
  constructor(path, accountName, reveal) {
    this.path = path;
    this.accountName = accountName;
    this.reveal = reveal;
    this.round = 0;
    this.input = element("input", "chat-search");
    this.input.type = "search";
    this.input.placeholder = "Search this chat";
    this.input.maxLength = 200;
    this.input.setAttribute("aria-label", "Search this chat");
    this.results = element("div", "found");
    this.results.setAttribute("role", "region");
    this.results.setAttribute("aria-label", "Messages found");
    this.results.hidden = true;
    let timer = 0;
    this.input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.search(), WAIT);
    });
    for (const part of [this.input, this.results]) {
      part.addEventListener("keydown", (event) => this.hearEscape(event));
    }
  }

  async search() {
    const round = (this.round += 1);
    const text = this.input.value.trim();
    if (!text) {
      this.results.hidden = true;
      return;
    }
    const page = await read(`${this.path}/search`, { text });
    if (round !== this.round) return;
    const rows = page.found.map((one) => this.row(one, page.names, text));
    const more = page.isComplete ? "" : "Only the newest are searched and listed.";
    const said = [rows.length ? "" : "No message says this.", more].filter(Boolean).join(" ");
    this.results.replaceChildren(...rows, ...(said ? [element("p", "hint", said)] : []));
    this.results.hidden = false;
  }

  row({ messageId, at, userId, text }, names, wanted) {
    const row = button("", () => this.reveal(messageId), "found-message");
    const who = userId === null ? this.accountName : (names[userId] ?? userId);
    const said = element("span", "found-text", excerpt(text, wanted));
    said.dir = "auto";
    row.append(element("span", "faint", `${who} · ${shortTime(at)}`), said);
    return row;
  }

  hearEscape(event) {
    if (event.key !== "Escape" || this.results.hidden) return;
    event.stopPropagation();
    this.round += 1;
    this.input.value = "";
    this.results.hidden = true;
    this.input.focus();
  }
}

/** Returns a text from shortly before what is wanted. */
function excerpt(text, wanted) {
  const at = text.toLowerCase().indexOf(wanted.toLowerCase());
  return at > AROUND ? `…${text.slice(at - AROUND)}` : text;
}

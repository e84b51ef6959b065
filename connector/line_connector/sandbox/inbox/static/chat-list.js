/** The list of chats: search, filters, keyboard, and a page at a time as it is scrolled. */

import { element } from "/_sandbox/phone/dom.js";
import { read } from "./api.js";
import { avatar } from "./avatar.js";
import { shortTime, summaryOfEntry } from "./format.js";

const PAGE = 50;
const MOST = 500; // what is listed at once; the search finds the others
const WAIT = 150;

const FILTERS = [
  ["All", {}],
  ["Unread", { unread: true }],
  ["People", { kind: "user" }],
  ["Groups", { kind: "group" }],
  ["Rooms", { kind: "room" }],
  ["Phones", { kind: "phone" }],
];

const STANDING = new Map([
  ["blocked", "blocked the account"],
  ["stranger", "no friend"],
  ["deleted", "left LINE"],
  ["left", "the account left"],
]);

export class ChatList {
  /**
   * @param {HTMLElement} list
   * @param {HTMLInputElement} search
   * @param {HTMLElement} filters
   * @param {(chatId: string) => void} open
   */
  constructor(list, search, filters, open) {
    this.list = list;
    this.search = search;
    this.open = open;
    this.filter = FILTERS[0];
    this.chats = [];
    this.names = {};
    this.next = null;
    this.current = null;
    this.isAsking = false;
    this.round = 0;
    this.showFilters(filters);
    list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    list.addEventListener("keydown", (event) => this.hearKey(event));
    list.addEventListener("scroll", () => this.fill(), { passive: true });
    let timer = 0;
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.refresh(), WAIT);
    });
    search.addEventListener("keydown", (event) => this.hearSearchKey(event));
  }

  showFilters(root) {
    for (const filter of FILTERS) {
      const button = element("button", "filter", filter[0]);
      button.type = "button";
      button.setAttribute("aria-pressed", String(filter === this.filter));
      button.addEventListener("click", () => {
        this.filter = filter;
        for (const each of root.children) each.setAttribute("aria-pressed", String(each === button));
        this.refresh();
      });
      root.append(button);
    }
  }

  /** Reads again as many chats as are listed. */
  async refresh() {
    const round = (this.round += 1);
    const limit = Math.min(Math.max(PAGE, Math.ceil(this.chats.length / PAGE) * PAGE), 200);
    const page = await this.ask("", limit);
    if (round !== this.round) return;
    this.chats = page.chats;
    this.names = page.names;
    this.next = page.next;
    this.show();
    this.fill();
  }

  ask(after, limit) {
    return read("chats", { search: this.search.value.trim(), ...this.filter[1], after, limit });
  }

  /** Reads the next page if the end of the list is in view. */
  async fill() {
    const { scrollTop, clientHeight, scrollHeight } = this.list;
    const isNearEnd = scrollTop + 2 * clientHeight > scrollHeight;
    if (!isNearEnd || !this.next || this.isAsking || this.chats.length >= MOST) return;
    this.isAsking = true;
    const { round } = this;
    try {
      const page = await this.ask(this.next, PAGE);
      if (round !== this.round) return;
      this.chats.push(...page.chats);
      Object.assign(this.names, page.names);
      this.next = page.next;
      this.list.append(...page.chats.map((chat) => this.row(chat)));
    } finally {
      this.isAsking = false;
    }
  }

  show() {
    const { scrollTop } = this.list;
    const rows = this.chats.map((chat) => this.row(chat));
    if (!rows.length) rows.push(element("li", "empty", "No chats found."));
    this.list.replaceChildren(...rows);
    this.list.scrollTop = scrollTop;
    this.mark();
  }

  row(chat) {
    const { chatId, name, status, unread, last } = chat;
    const row = element("li", "chat");
    row.id = `chat-${chatId}`;
    row.dataset.chatId = chatId;
    row.title = chatId;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(chatId === this.current));
    const title = element("span", "chat-name", name);
    title.dir = "auto";
    const said = last ? summaryOfEntry(last, this.names) : (STANDING.get(status) ?? "No messages yet");
    const preview = element("span", "chat-last", said);
    preview.dir = "auto";
    const at = element("time", "chat-at", last ? shortTime(last.at) : "");
    const count = element("span", "unread", unread > 99 ? "99+" : String(unread));
    count.setAttribute("aria-label", `${unread} unread`);
    row.append(avatar(chat), title, at, preview, ...(unread ? [count] : []));
    return row;
  }

  /** Marks the open chat. */
  select(chatId) {
    this.current = chatId;
    this.mark();
  }

  mark() {
    for (const row of this.list.querySelectorAll("[role=option]")) {
      row.setAttribute("aria-selected", String(row.dataset.chatId === this.current));
    }
    this.active(this.focused() ?? this.rowOf(this.current));
  }

  rowOf(chatId) {
    return chatId ? document.getElementById(`chat-${chatId}`) : null;
  }

  focused() {
    return document.getElementById(this.list.getAttribute("aria-activedescendant") ?? "");
  }

  active(row) {
    this.list.querySelector(".active")?.classList.remove("active");
    if (!row) {
      this.list.removeAttribute("aria-activedescendant");
      return;
    }
    row.classList.add("active");
    this.list.setAttribute("aria-activedescendant", row.id);
  }

  hearKey(event) {
    const rows = [...this.list.querySelectorAll("[role=option]")];
    const at = rows.indexOf(this.focused());
    const to = {
      ArrowDown: Math.min(at + 1, rows.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.active(rows[to]);
      rows[to]?.scrollIntoView({ block: "nearest" });
      this.fill();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(this.focused());
    }
  }

  hearSearchKey(event) {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      this.list.focus();
      this.active(this.list.querySelector("[role=option]"));
      if (event.key === "Enter") this.choose(this.focused());
    } else if (event.key === "Escape" && this.search.value) {
      event.stopPropagation();
      this.search.value = "";
      this.refresh();
    }
  }

  choose(row) {
    if (!row?.dataset.chatId) return;
    this.active(row);
    this.open(row.dataset.chatId);
  }
}

/** The requests that the sandbox got, or only those that it refused, the newest first. */

import { element } from "/_sandbox/phone/dom.js";
import { read } from "./api.js";
import { longTime, timeOf } from "./format.js";
import { statusClass } from "./inspector.js";

const PAGE = 50;
const MOST = 1000; // rows in the page

export class RequestList {
  /**
   * @param {HTMLElement} root
   * @param {(requestId: string) => void} inspect
   */
  constructor(root, inspect) {
    this.inspect = inspect;
    this.refused = true;
    this.isStale = true;
    this.older = null;
    this.round = 0;
    this.list = element("ul", "request-list");
    this.more = element("button", "more", "Older requests");
    this.more.type = "button";
    this.more.hidden = true;
    this.more.addEventListener("click", () => this.readOlder());
    const choices = element("div", "filters", this.choice("Refused", true), this.choice("All", false));
    choices.setAttribute("role", "group");
    choices.setAttribute("aria-label", "Filter");
    this.choices = choices;
    root.append(element("h2", "", "Requests"), choices, this.list, this.more);
  }

  choice(text, refused) {
    const button = element("button", "filter", text);
    button.type = "button";
    button.setAttribute("aria-pressed", String(refused === this.refused));
    button.addEventListener("click", () => {
      this.refused = refused;
      for (const each of this.choices.children) each.setAttribute("aria-pressed", String(each === button));
      this.refresh(true);
    });
    return button;
  }

  /** Puts what is new above what is listed; after a reset, and if too much is new, lists anew. */
  async refresh(isReset = false) {
    this.isStale ||= isReset;
    const round = (this.round += 1);
    const page = await read("exchanges", { refused: this.refused, limit: PAGE });
    if (round !== this.round) return;
    const known = this.isStale ? "" : this.list.firstElementChild.dataset.requestId;
    const count = page.exchanges.findIndex(({ requestId }) => requestId === known);
    this.isStale = false;
    if (count >= 0) {
      this.list.prepend(...page.exchanges.slice(0, count).map((exchange) => this.row(exchange)));
      this.forget();
      return;
    }
    this.show(page.exchanges);
    this.setOlder(page.older);
  }

  /** Takes the oldest rows out of the page. */
  forget() {
    const rows = [...this.list.children];
    if (rows.length <= MOST) return;
    for (const row of rows.slice(MOST)) row.remove();
    this.setOlder(Number(rows[MOST - 1].dataset.number));
  }

  async readOlder() {
    const { older } = this;
    const page = await read("exchanges", { refused: this.refused, before: older, limit: PAGE });
    if (older !== this.older) return; // another list by now
    this.list.append(...page.exchanges.map((exchange) => this.row(exchange)));
    this.setOlder(page.older);
  }

  setOlder(older) {
    this.older = older;
    this.more.hidden = older === null;
  }

  show(exchanges) {
    const rows = exchanges.map((exchange) => this.row(exchange));
    const none = this.refused ? "No request was refused." : "No requests yet.";
    this.list.replaceChildren(...(rows.length ? rows : [element("li", "empty", none)]));
  }

  row({ number, requestId, method, path, channel, status, at, milliseconds, operation, message, note }) {
    const time = element("time", "", timeOf(at));
    time.title = longTime(at);
    const mark = element("span", statusClass(status), String(status ?? "dropped"));
    const button = element("button", "request", time, mark, element("strong", "", operation || `${method} ${path}`));
    button.append(element("span", "faint", `${milliseconds} ms`));
    if (channel) button.append(element("span", "request-note", `Channel ${channel}`));
    if (message) button.append(element("span", "request-message", message));
    if (note) button.append(element("span", "request-note", note));
    button.type = "button";
    button.dataset.opens = requestId;
    button.addEventListener("click", () => this.inspect(requestId));
    const made = element("li", "", button);
    made.dataset.requestId = requestId;
    made.dataset.number = number;
    return made;
  }
}

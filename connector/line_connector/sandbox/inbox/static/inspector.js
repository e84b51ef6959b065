/** One request and its response in full, and how to make the same request again. */

import { element } from "/_sandbox/phone/dom.js";
import { read } from "./api.js";
import { button } from "./button.js";
import { COPIES } from "./copying.js";
import { longTime } from "./format.js";

export class Inspector {
  /**
   * @param {HTMLElement} root
   * @param {(fields: object) => Promise<unknown>} act
   */
  constructor(root, act) {
    this.root = root;
    this.act = act;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  uncover() {
    this.opener ??= document.activeElement;
    this.root.hidden = false;
    document.body.classList.add("inspecting");
  }

  /** Shows what a user did, and what became of the webhooks that told of it. */
  openEvent({ event, deliveries, at }) {
    this.uncover();
    const list = element("dl", "facts");
    list.append(element("dt", "", "Event"), element("dd", "", event.type));
    list.append(element("dt", "", "Time"), element("dd", "", longTime(at)));
    const webhooks = deliveries.map(delivery);
    const none = element("p", "note", "No webhook was sent: no endpoint is set, or it is not active.");
    this.root.replaceChildren(
      this.head(),
      list,
      ...this.unsending(event),
      element("h3", "", "Webhooks"),
      ...(webhooks.length ? webhooks : [none]),
      element("h3", "", "Event"),
      block(event),
    );
    this.root.querySelector("h2").focus();
  }

  unsending({ type, message, source }) {
    if (type !== "message") return [];
    const { userId, groupId, roomId } = source;
    const fields = { type: "unsend", userId, groupId, roomId, messageId: message.id };
    const unsend = button("Unsend", () => this.act(fields));
    return [element("p", "buttons", unsend)];
  }

  /** Shows a request. */
  async open(requestId) {
    this.uncover();
    try {
      this.show(await read(`exchanges/${encodeURIComponent(requestId)}`));
    } catch (error) {
      this.root.replaceChildren(this.head(), element("p", "problem", `${error.message}. It is kept no more.`));
    }
    this.root.querySelector("h2").focus();
  }

  close() {
    this.root.hidden = true;
    document.body.classList.remove("inspecting");
    this.opener?.focus();
    this.opener = null;
  }

  head() {
    const title = element("h2", "", "Details");
    title.tabIndex = -1;
    const close = button("×", () => this.close(), "close");
    close.setAttribute("aria-label", "Close the details");
    return element("header", "panel-head", title, close);
  }

  show(exchange) {
    const { request, response, notes } = exchange;
    const status = response ? response.status : "dropped";
    const line = element("p", "request-line", element("code", "", `${request.method} ${request.path}`));
    const mark = element("span", statusClass(response?.status), String(status));
    line.append(" ", mark);
    this.root.replaceChildren(
      this.head(),
      line,
      ...notes.map((note) => element("p", "note", note)),
      facts(exchange),
      this.copies(exchange),
      part("Request", request.headers, request.body, request.query),
      ...(response ? [part("Response", response.headers, response.body)] : []),
    );
  }

  copies(exchange) {
    const said = element("span", "copied");
    said.setAttribute("role", "status");
    const buttons = COPIES.map(([name, make]) =>
      button(`Copy as ${name}`, async () => {
        const text = make(exchange);
        await navigator.clipboard.writeText(text);
        said.textContent = "Copied";
        setTimeout(() => (said.textContent = ""), 2000);
      }),
    );
    return element("p", "buttons", ...buttons, said);
  }
}

/** Returns the classes of a status. */
export function statusClass(status) {
  return status !== undefined && status !== null && status < 400 ? "status good" : "status bad";
}

function delivery({ url, state, status, reason, detail, seconds, answer, fault, isRedelivery, at }) {
  const list = element("dl", "facts");
  const add = (name, value) => {
    if (value !== null && value !== undefined && value !== "") {
      list.append(element("dt", "", name), element("dd", "", String(value)));
    }
  };
  add("To", url);
  add("Result", [state, status].filter(Boolean).join(" "));
  add("Reason", reason?.replaceAll("_", " "));
  add("Detail", detail);
  add("Took", seconds === undefined ? null : `${Math.round(1000 * seconds)} ms`);
  add("Answered", typeof answer === "object" ? JSON.stringify(answer) : answer);
  add("Fault", fault);
  add("Redelivery", isRedelivery ? "yes" : null);
  add("Ended", at ? longTime(at) : null);
  return list;
}

function facts({ operation, milliseconds, people, cost, retryKey, requestId, request }) {
  const list = element("dl", "facts");
  const add = (name, value) => {
    if (value !== null && value !== "") list.append(element("dt", "", name), element("dd", "", String(value)));
  };
  add("Operation", operation || "unknown");
  add("Time", longTime(request.at));
  add("Took", `${milliseconds} ms`);
  add("Recipients", people);
  add("Cost in quota", people === null ? null : cost);
  add("Retry key", retryKey);
  add("Request ID", requestId);
  return list;
}

function part(title, headers, body, query = {}) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const made = element("section", "part", element("h3", "", title));
  if (Object.keys(query).length) made.append(block(query));
  const folded = element("details", "", element("summary", "", `Headers (${lines.length})`));
  folded.append(block(lines.join("\n")));
  made.append(folded, body === null ? element("p", "faint", "No body") : block(body));
  return made;
}

function block(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const made = element("pre", "", text);
  made.tabIndex = 0;
  return made;
}

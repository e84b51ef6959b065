/** One request and its response in full, and how to make the same request again. */

import { element } from "/_sandbox/phone/dom.js";
import { read } from "./api.js";
import { COPIES } from "./copying.js";
import { longTime } from "./format.js";

export class Inspector {
  constructor(root) {
    this.root = root;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  async open(requestId) {
    this.opener ??= document.activeElement;
    this.root.hidden = false;
    document.body.classList.add("inspecting");
    try {
      this.show(await read("exchange", { requestId }));
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

function button(text, act, classes = "") {
  const made = element("button", classes, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** One request and its response in full, or one event and its webhooks; and how to make each again. */

import { element } from "/_sandbox/phone/dom.js";
import { read, write } from "./api.js";
import { button } from "./button.js";
import { copyText } from "./clipboard.js";
import { COPIES, webhookAsCurl } from "./copying.js";
import { ask, input } from "./dialog.js";
import { longTime } from "./format.js";
import { trackedParts } from "./tracking.js";

export class Inspector {
  /**
   * @param {HTMLElement} root
   * @param {(fields: object) => Promise<unknown>} act
   * @param {(text: string, isProblem?: boolean) => void} tell
   */
  constructor(root, act, tell) {
    this.root = root;
    this.act = act;
    this.tell = tell;
    this.round = 0;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /** Opens it for a request or an event, given by its ID. */
  uncover(id) {
    if (!this.root.contains(document.activeElement)) this.opener = document.activeElement;
    this.opens = id;
    this.root.hidden = false;
    this.requestId = "";
    document.body.classList.add("inspecting");
    this.round += 1;
    return this.round;
  }

  /** Shows what a user did, and what became of the webhooks that told of it. */
  async openEvent(entry) {
    const { event, at } = entry;
    const round = this.uncover(event.webhookEventId);
    const { webhooks } = await read(`events/${event.webhookEventId}/webhooks`);
    if (round !== this.round) return;
    const list = element("dl", "facts");
    list.append(element("dt", "", "Event"), element("dd", "", event.type));
    list.append(element("dt", "", "Time"), element("dd", "", longTime(at)));
    const none = element("p", "note", "No webhook was sent: no endpoint is set, or it is not active.");
    this.root.replaceChildren(
      this.head(),
      list,
      element("p", "buttons", ...this.changing(entry), ...this.redelivering(entry, webhooks)),
      element("h3", "", "Webhooks"),
      ...(webhooks.length ? webhooks.map((webhook) => this.webhook(webhook)) : [none]),
      element("h3", "", "Event"),
      block(event),
    );
    this.root.querySelector("h2").focus();
  }

  /** What a user can do with a message that was written. */
  changing({ event: { type, message, source }, isUnsent, edited }) {
    if (type !== "message" || isUnsent) return [];
    const { userId, groupId, roomId } = source;
    const scene = { userId, groupId, roomId, messageId: message.id };
    const made = [button("Unsend", () => this.act({ type: "unsend", ...scene }))];
    // LINE tells bots of edits in groups only.
    if (groupId && message.type === "text") {
      made.push(button("Edit", async () => {
        const given = await ask("Edit the message", [input("text", "Text", (edited ?? message).text)], "Edit");
        if (given) await this.act({ type: "edit", ...scene, text: given.text });
      }));
    }
    return made;
  }

  redelivering(entry, webhooks) {
    if (!webhooks.length) return [];
    const redeliver = async () => {
      try {
        await write(`events/${entry.event.webhookEventId}/redeliver`);
      } catch (error) {
        this.tell(error.message, true);
      }
      await this.openEvent(entry);
    };
    return [button("Send the webhook again", redeliver)];
  }

  webhook(webhook) {
    const { body, signature } = webhook;
    const made = element("section", "part webhook", delivery(webhook));
    made.append(
      element("p", "buttons", ...copyButtons([["curl", () => webhookAsCurl(webhook)]])),
      folded("Body, as it was signed", body),
      folded("Header", `x-line-signature: ${signature}`),
    );
    return made;
  }

  /** Shows a request. */
  async open(requestId) {
    const round = this.uncover(requestId);
    try {
      const [exchange, { channels }] = await Promise.all([
        read(`exchanges/${encodeURIComponent(requestId)}`),
        read("channels"),
      ]);
      if (round !== this.round) return;
      const channel = channels.find(({ id }) => id === exchange.request.channel) ?? channels[0];
      this.show({ ...exchange, channel });
      this.requestId = requestId;
    } catch (error) {
      this.root.replaceChildren(this.head(), element("p", "problem", `${error.message}. It is kept no more.`));
    }
    this.root.querySelector("h2").focus();
  }

  /** Reads again what became of the messages of the request. */
  async refresh() {
    const { round, requestId } = this;
    if (!this.isOpen || !requestId || !this.root.querySelector(".tracked")) return;
    const { tracked } = await read(`exchanges/${encodeURIComponent(requestId)}`);
    if (round !== this.round || requestId !== this.requestId) return;
    this.root.querySelector(".all-tracked").replaceChildren(...trackedParts(tracked));
  }

  close() {
    if (!this.isOpen) return;
    this.round += 1;
    this.root.hidden = true;
    document.body.classList.remove("inspecting");
    const opener = this.opener?.isConnected ? this.opener : openerOf(this.opens);
    opener?.focus();
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
      element("p", "buttons", ...copyButtons(COPIES.map(([name, make]) => [name, () => make(exchange)]))),
      element("div", "all-tracked", ...trackedParts(exchange.tracked)),
      part("Request", request.headers, request.body, request.query),
      ...(response ? [part("Response", response.headers, response.body)] : []),
    );
  }
}

/** Returns the button that opens a request or an event, where another one took the place of the first. */
function openerOf(id) {
  return [...document.querySelectorAll("[data-opens]")].find(({ dataset }) => dataset.opens === id);
}

/**
 * Makes the buttons that copy something in some forms, each a name and what makes the text. What
 * cannot be copied says so; a text that the browser does not copy is shown.
 */
function copyButtons(forms) {
  const said = element("span", "copied");
  said.setAttribute("role", "status");
  let clearing = 0;
  const copy = async (make) => {
    clearTimeout(clearing);
    try {
      const text = make();
      if (await copyText(text)) {
        said.replaceChildren("Copied");
        clearing = setTimeout(() => said.replaceChildren(), 2000);
      } else {
        said.replaceChildren("The browser does not copy here:", block(text));
      }
    } catch (error) {
      said.replaceChildren(error.message);
    }
  };
  return [...forms.map(([name, make]) => button(`Copy as ${name}`, () => copy(make))), said];
}

function folded(title, text) {
  return element("details", "", element("summary", "", title), block(text));
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
  add("Channel", request.channel ?? null);
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
  const headerLines = folded(`Headers (${lines.length})`, lines.join("\n"));
  made.append(headerLines, body === null ? element("p", "faint", "No body") : block(body));
  return made;
}

function block(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const made = element("pre", "", text);
  made.tabIndex = 0;
  return made;
}

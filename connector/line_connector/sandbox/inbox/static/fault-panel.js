/** Faults of the API: which are to come, and adding others by buttons. */

import { element } from "/_sandbox/phone/dom.js";
import { read, remove, write } from "./api.js";
import { button } from "./button.js";
import { input, select } from "./dialog.js";

/** Kinds of faults as the control API calls them, and what their value is, if they have one. */
const KINDS = [
  ["rate-limit", "Rate limit (429)"],
  ["monthly-limit", "Monthly limit (429)"],
  ["token-revoked", "Token revoked (401)"],
  ["server-error", "Server error", "Status", 500],
  ["reset-before", "Connection reset, not executed"],
  ["reset-after", "Connection reset after it was executed"],
  ["latency", "Late answer", "Seconds", 5],
  ["slow", "Slow answer", "Bytes a second", 50],
  ["truncated", "Truncated answer", "Bytes", 5],
  ["content-type", "Wrong content type"],
];
const REQUESTS = [
  ["", "Any request"],
  ["pushMessage", "Push"],
  ["multicast", "Multicast"],
  ["broadcast", "Broadcast"],
  ["narrowcast", "Narrowcast"],
  ["replyMessage", "Reply"],
  ["/omni/*", "Infobip OMNI"],
  ["/line/*", "Infobip LINE"],
];

export class FaultPanel {
  /** @param {(done: () => Promise<unknown>, text: string) => Promise<void>} change */
  constructor(change) {
    this.change = change;
    this.kind = select("kind", "Fault", KINDS);
    this.value = input("value", "Value", "", { type: "number", min: 0 });
    this.requests = select("requests", "Which requests", REQUESTS);
    this.times = input("times", "How often", "1", { type: "number", min: 1 });
    this.queued = element("ul", "queued");
    this.kind.addEventListener("change", () => this.offerValue());
    this.offerValue();
    const add = () => change(() => write("faults", this.fault()), "The fault waits for its request");
    const clear = () => change(() => remove("faults"), "No faults are left");
    const buttons = [button("Add the fault", add), button("Clear", clear)];
    this.parts = [this.kind, this.value, this.requests, this.times, ...buttons, this.queued];
  }

  offerValue() {
    const [, , label, value] = KINDS.find(([kind]) => kind === this.kind.value);
    this.value.hidden = label === undefined;
    this.value.value = value ?? "";
    this.value.setAttribute("aria-label", label ?? "Value");
    this.value.title = label ?? "";
  }

  fault() {
    const requests = this.requests.value;
    const which = requests.startsWith("/") ? { path: requests } : { operation: requests };
    return {
      kind: this.kind.value,
      times: Number(this.times.value),
      ...(this.value.hidden ? {} : { value: Number(this.value.value) }),
      ...(requests ? which : {}),
    };
  }

  async refresh() {
    const { faults } = await read("faults");
    this.queued.replaceChildren(...faults.map((fault) => this.row(fault)));
  }

  row(fault) {
    const { id, kind, operation, path, times, until } = fault;
    const name = KINDS.find(([each]) => each === kind)?.[1] ?? JSON.stringify(fault);
    const about = [name, operation ?? path, until ? `until ${until}` : "", times ? `${times} to come` : ""];
    const text = about.filter(Boolean).join(" · ");
    const take = () => this.change(() => remove(`faults?id=${id}`), "The fault is gone");
    const gone = button("×", take, "close");
    gone.setAttribute("aria-label", `Remove the fault: ${text}`);
    return element("li", "", text, gone);
  }
}

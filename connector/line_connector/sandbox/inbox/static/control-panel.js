/** Deciding what happens: webhooks, faults, the clock, the quota, people, and starting over. */

import { element } from "/_sandbox/phone/dom.js";
import { read, remove, write } from "./api.js";
import { button } from "./button.js";
import { longTime } from "./format.js";

const FAULTS = [
  ["Rate limit (429)", { answer: { status: 429, json: { message: "The API rate limit has been exceeded. Try again later." } } }],
  ["Monthly limit (429)", { answer: { status: 429, json: { message: "You have reached your monthly limit." } } }],
  ["Server error (500)", { answer: { status: 500, json: { message: "Internal server error" } } }],
  ["Unavailable (503)", { answer: { status: 503, text: "Service Unavailable" } }],
  ["Connection lost before the request is executed", { drop: "before" }],
  ["Response lost after the request was executed", { drop: "after" }],
  ["Response 5 seconds late", { delayAfter: 5 }],
];
const PATHS = [
  ["Any request", "*"],
  ["Push", "/v2/bot/message/push"],
  ["Multicast", "/v2/bot/message/multicast"],
  ["Broadcast", "/v2/bot/message/broadcast"],
  ["Reply", "/v2/bot/message/reply"],
  ["Infobip", "/omni/*"],
];
const WEBHOOK_FAULTS = [
  ["Sent twice", { fault: "duplicate" }],
  ["Sent after the next one", { fault: "swap" }],
  ["10 seconds late", { fault: "delay", seconds: 10 }],
  ["Invalid signature", { fault: "invalidSignature" }],
  ["Signed with an old secret", { fault: "oldSecret" }],
  ["With an unknown event", { fault: "unknownEvent" }],
  ["Redelivered", { fault: "redelivery" }],
];
const STEPS = [
  ["1 minute", 60],
  ["1 hour", 3600],
  ["1 day", 86400],
];

export class ControlPanel {
  /**
   * @param {HTMLElement} root
   * @param {(text: string, isProblem?: boolean) => void} tell
   * @param {() => void} changed
   */
  constructor(root, tell, changed) {
    this.tell = tell;
    this.changed = changed;
    root.append(
      element("h2", "", "Controls"),
      this.webhook(),
      this.faults(),
      this.webhookFaults(),
      this.clock(),
      this.quota(),
      this.people(),
      this.startingOver(),
    );
  }

  /** Reads what is set. */
  async refresh() {
    const [webhook, faults, webhookFaults, clock, settings] = await Promise.all(
      ["webhook", "faults", "webhook-faults", "clock", "settings"].map((name) => read(name)),
    );
    if (document.activeElement !== this.endpoint) this.endpoint.value = webhook.endpoint ?? "";
    this.isActive.checked = webhook.active ?? true;
    if (document.activeElement !== this.limit) this.limit.value = settings.quota ?? "";
    this.queued.textContent = queuedText(faults.faults);
    this.queuedWebhooks.textContent = queuedText(webhookFaults.faults);
    this.now.textContent = `${longTime(clock.now)}${clock.offset ? `, ${clock.offset} s ahead` : ""}`;
  }

  /** Changes something, and tells how that went. */
  async change(done, text) {
    try {
      await done();
      this.tell(text);
    } catch (error) {
      this.tell(error.message, true);
    }
    await this.refresh();
    this.changed();
  }

  webhook() {
    this.endpoint = field("url", "Webhook endpoint");
    this.endpoint.placeholder = "http://127.0.0.1:8000/line";
    this.isActive = field("checkbox", "Webhooks are sent");
    const set = () => {
      const endpoint = this.endpoint.value.trim() || null;
      const body = endpoint === null ? { endpoint } : { endpoint, active: this.isActive.checked };
      return this.change(() => write("webhook", body), "The webhook endpoint is set");
    };
    const active = element("label", "check", this.isActive, "active");
    return group("Webhook", this.endpoint, active, button("Set the endpoint", set));
  }

  faults() {
    const kind = choice("Fault", FAULTS);
    const path = choice("Requests", PATHS);
    const times = field("number", "How often");
    [times.min, times.value] = ["1", "1"];
    this.queued = element("span", "faint");
    const add = () => {
      const body = { ...FAULTS[kind.value][1], path: PATHS[path.value][1], times: Number(times.value) };
      return this.change(() => write("faults", body), "The fault waits for its request");
    };
    const clear = () => this.change(() => remove("faults"), "No faults are left");
    return group("Faults of the API", kind, path, times, button("Add the fault", add), button("Clear", clear), this.queued);
  }

  webhookFaults() {
    const kind = choice("Fault of the next webhook", WEBHOOK_FAULTS);
    this.queuedWebhooks = element("span", "faint");
    const add = () =>
      this.change(() => write("webhook-faults", WEBHOOK_FAULTS[kind.value][1]), "The fault waits for its webhook");
    const clear = () => this.change(() => remove("webhook-faults"), "No faults are left");
    return group("Faults of webhooks", kind, button("Add the webhook fault", add), button("Clear", clear), this.queuedWebhooks);
  }

  clock() {
    this.now = element("span", "faint");
    const buttons = STEPS.map(([name, advance]) =>
      button(`+ ${name}`, () => this.change(() => write("clock", { advance }), `It is ${name} later`)),
    );
    return group("Clock", ...buttons, this.now);
  }

  quota() {
    this.limit = field("number", "People a month");
    this.limit.min = "0";
    this.limit.placeholder = "no limit";
    const set = () => {
      const quota = this.limit.value === "" ? null : Number(this.limit.value);
      return this.change(() => write("settings", { quota }), "The quota is set");
    };
    return group("Monthly quota", this.limit, button("Set the quota", set));
  }

  people() {
    const name = field("text", "Name");
    name.placeholder = "Name";
    const named = (fallback) => name.value.trim() || fallback;
    const person = async () => {
      const { userId } = await write("act", { type: "follow" });
      await write("users", { userId, displayName: named("New friend") });
    };
    const crowd = () => write("act", { type: "join", groupName: named("New group") });
    return group(
      "People and groups",
      name,
      button("Add a friend", () => this.change(person, "A friend was added")),
      button("Add a group", () => this.change(crowd, "The account joined a group")),
    );
  }

  startingOver() {
    let isSure = false;
    const reset = button("Reset the sandbox", async () => {
      if (isSure) await this.change(() => write("reset"), "The sandbox starts over");
      isSure = !isSure;
      reset.textContent = isSure ? "Forget everything?" : "Reset the sandbox";
    });
    return group("Start over", reset);
  }
}

function queuedText(faults) {
  const count = faults.reduce((sum, { times }) => sum + (times ?? 1), 0);
  return count ? `${count} still to come` : "";
}

function group(title, ...parts) {
  const made = element("fieldset", "", element("legend", "", title), element("div", "fields", ...parts));
  return made;
}

function field(type, label) {
  const input = element("input");
  input.type = type;
  input.setAttribute("aria-label", label);
  return input;
}

function choice(label, options) {
  const select = element("select");
  select.setAttribute("aria-label", label);
  options.forEach(([name], number) => {
    const option = element("option", "", name);
    option.value = String(number);
    select.append(option);
  });
  return select;
}

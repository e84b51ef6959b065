/** Deciding what happens: webhooks, faults, the clock, the quota, people, seeds, and starting over. */

import { element } from "/_sandbox/phone/dom.js";
import { read, remove, write, writeText } from "./api.js";
import { button } from "./button.js";
import { input, select } from "./dialog.js";
import { FaultPanel } from "./fault-panel.js";
import { longTime } from "./format.js";

const WEBHOOK_FAULTS = [
  ["Sent twice", { fault: "duplicate" }],
  ["Sent after the next one", { fault: "swap" }],
  ["10 seconds late", { fault: "delay", seconds: 10 }],
  ["Invalid signature", { fault: "invalidSignature" }],
  ["Signed with an old secret", { fault: "oldSecret" }],
  ["With an unknown event", { fault: "unknownEvent" }],
  ["Redelivered", { fault: "redelivery" }],
];
const MEMBERS = 3; // of a group or room that is added
const STEPS = [
  ["1 minute", 60],
  ["1 hour", 3600],
  ["1 day", 86400],
];

export class ControlPanel {
  /**
   * @param {HTMLElement} root
   * @param {(text: string, isProblem?: boolean) => void} tell
   * @param {(isReset: boolean) => Promise<unknown>} changed shows what is so now, here too
   */
  constructor(root, tell, changed) {
    this.tell = tell;
    this.changed = changed;
    this.faults = new FaultPanel((done, text) => this.change(done, text));
    root.append(
      element("h2", "", "Controls"),
      this.webhook(),
      group("Faults of the API", ...this.faults.parts),
      this.webhookFaults(),
      this.clock(),
      this.quota(),
      this.people(),
      this.seed(),
      this.startingOver(),
    );
  }

  /** Reads what is set. */
  async refresh() {
    const [webhook, webhookFaults, clock, settings] = await Promise.all([
      ...["webhook", "webhook-faults", "clock", "settings"].map((name) => read(name)),
      this.faults.refresh(),
    ]);
    if (document.activeElement !== this.endpoint) this.endpoint.value = webhook.endpoint ?? "";
    this.isActive.checked = webhook.active ?? true;
    if (document.activeElement !== this.limit) this.limit.value = settings.quota ?? "";
    this.queuedWebhooks.textContent = queuedText(webhookFaults.faults);
    const standing = clock.running ? "" : ", standing still";
    this.now.textContent = `${longTime(clock.now)}${clock.offset ? `, ${clock.offset} s ahead` : ""}${standing}`;
  }

  /** Changes something, and tells how that went. */
  async change(done, text, isReset = false) {
    try {
      await done();
      this.tell(text);
    } catch (error) {
      this.tell(error.message, true);
    }
    await this.changed(isReset);
  }

  webhook() {
    this.endpoint = input("endpoint", "Webhook endpoint", "", { type: "url" });
    this.endpoint.placeholder = "http://127.0.0.1:8000/line";
    this.isActive = input("active", "Webhooks are sent", "on", { type: "checkbox" });
    const set = () => {
      const endpoint = this.endpoint.value.trim() || null;
      const body = endpoint === null ? { endpoint } : { endpoint, active: this.isActive.checked };
      return this.change(() => write("webhook", body), "The webhook endpoint is set");
    };
    const active = element("label", "check", this.isActive, "active");
    return group("Webhook", this.endpoint, active, button("Set the endpoint", set));
  }

  webhookFaults() {
    const kind = select("fault", "Fault of the next webhook", WEBHOOK_FAULTS.map(([name], number) => [number, name]));
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
    this.limit = input("quota", "People a month", "", { type: "number" });
    this.limit.min = "0";
    this.limit.placeholder = "no limit";
    const set = () => {
      const quota = this.limit.value === "" ? null : Number(this.limit.value);
      return this.change(() => write("settings", { quota }), "The quota is set");
    };
    return group("Monthly quota", this.limit, button("Set the quota", set));
  }

  people() {
    const name = input("name", "Name");
    name.placeholder = "Name";
    const named = (fallback) => name.value.trim() || fallback;
    const person = async () => {
      const { userId } = await write("act", { type: "follow" });
      await write("users", { userId, displayName: named("New friend") });
    };
    const crowd = async (place) => {
      const { chats } = await read("chats", { kind: "user", limit: MEMBERS });
      return write("act", { type: "join", members: chats.map(({ chatId }) => chatId), ...place });
    };
    const inGroup = () => crowd({ groupName: named("New group") });
    const inRoom = () => crowd({ roomId: `R${randomHex(16)}` });
    return group(
      "People and groups",
      name,
      button("Add a friend", () => this.change(person, "A friend was added")),
      button("Add a group", () => this.change(inGroup, "The account joined a group")),
      button("Add a room", () => this.change(inRoom, "The account joined a room")),
    );
  }

  seed() {
    const text = element("textarea");
    text.setAttribute("aria-label", "Seed, in YAML or JSON");
    text.placeholder = "users:\n  - {displayName: Nina}";
    text.rows = 5;
    const file = input("seed", "Seed file", "", { type: "file", accept: ".yaml,.yml,.json" });
    file.addEventListener("change", async () => {
      if (file.files[0]) text.value = await file.files[0].text();
    });
    const put = () => writeText("seed", text.value, "application/yaml");
    return group("Seed", text, file, button("Put in the seed", () => this.change(put, "The seed is in")));
  }

  startingOver() {
    let isSure = false;
    const reset = button("Reset the sandbox", async () => {
      if (isSure) await this.change(() => write("reset"), "The sandbox starts over", true);
      isSure = !isSure;
      reset.textContent = isSure ? "Forget everything?" : "Reset the sandbox";
    });
    return group("Start over", reset);
  }
}

/** Returns random bytes as hexadecimal digits; `crypto` has more of this in secure contexts only. */
function randomHex(count) {
  const bytes = [...crypto.getRandomValues(new Uint8Array(count))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function queuedText(faults) {
  const count = faults.reduce((sum, { times }) => sum + (times ?? 1), 0);
  return count ? `${count} still to come` : "";
}

function group(title, ...parts) {
  const made = element("fieldset", "", element("legend", "", title), element("div", "fields", ...parts));
  return made;
}

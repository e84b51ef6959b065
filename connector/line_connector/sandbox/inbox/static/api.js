/** The sandbox's control API, as this page calls it. */

import { CHANNEL, ofChannel } from "./channel.js";

const ROOT = "/_sandbox/";

/** What is said while the sandbox is not running. */
export const NO_ANSWER = "The sandbox does not answer";

/** What is about the whole sandbox, not about one channel. */
const SHARED = new Set(["channels", "clock", "faults", "reset", "seed"]);

/**
 * Reads something.
 * @param {string} name such as "chats"
 * @param {Record<string, unknown>} query values that are empty, null or false are left out
 */
export function read(name, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value || value === 0);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return call(text ? `${name}?${text}` : name, {});
}

/** Changes something. */
export function write(name, body = {}) {
  return writeText(name, JSON.stringify(body), "application/json");
}

/** Changes something by a text, such as a seed in YAML. */
export function writeText(name, body, type) {
  return call(name, { method: "POST", headers: { "content-type": type }, body });
}

/** Takes something away. */
export function remove(name) {
  return call(name, { method: "DELETE" });
}

async function call(name, options) {
  const [path] = name.split("?");
  const isShared = SHARED.has(path) || path.startsWith("exchanges/");
  const address = CHANNEL && !isShared ? ofChannel(ROOT + name) : ROOT + name;
  const response = await fetch(address, { ...options, cache: "no-store" }).catch(() => {
    throw new Error(NO_ANSWER);
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message ?? `Status ${response.status}`);
  return answer;
}

/** The sandbox's control API, as this page calls it. */

const ROOT = "/_sandbox/";

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
  const headers = { "content-type": "application/json" };
  return call(name, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Takes something away. */
export function remove(name) {
  return call(name, { method: "DELETE" });
}

async function call(name, options) {
  const response = await fetch(ROOT + name, { ...options, cache: "no-store" });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message ?? `Status ${response.status}`);
  return answer;
}

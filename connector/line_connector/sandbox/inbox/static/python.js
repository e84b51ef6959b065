/** Writing Python. */

/** Returns a JSON value as Python. */
export function literal(value, indent = 0) {
  const space = " ".repeat(indent);
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const items = Array.isArray(value)
    ? value.map((one) => literal(one, indent + 4))
    : Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${literal(one, indent + 4)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (!items.length) return open + close;
  const line = open + items.join(", ") + close;
  if (line.length + indent < 90 && !line.includes("\n")) return line;
  return `${open}\n${items.map((item) => `${space}    ${item},\n`).join("")}${space}${close}`;
}

/**
 * Returns a call of `requests.request`.
 * @param {object} sent as `sentRequest` returns it
 * @param {string} address in Python
 * @param {{indent?: number, timeout?: number}} options the indent is that of the line it begins in
 */
export function requestCall(sent, address, { indent = 0, timeout = 10 } = {}) {
  const { method, query, json, form, text } = sent;
  const inner = indent + 4;
  const headers = { ...sent.headers };
  // These are what `requests` says itself.
  if (json !== undefined || form !== undefined) delete headers["content-type"];
  const given = (name, value) => (Object.keys(value).length ? [`${name}=${literal(value, inner)}`] : []);
  const lines = [literal(method), address, ...given("params", query)];
  if (json !== undefined) lines.push(`json=${literal(json, inner)}`);
  if (form !== undefined) lines.push(`data=${literal(form, inner)}`);
  if (text !== undefined) lines.push(`data=${literal(text)}.encode()`);
  lines.push(...given("headers", headers), `timeout=${timeout}`);
  const space = " ".repeat(indent);
  return `requests.request(\n${lines.map((line) => `${space}    ${line},\n`).join("")}${space})`;
}

/** A request as it can be sent again: the log has no secrets, and no bytes that are not text. */

const MASK = "(secret)";
const FORM = "application/x-www-form-urlencoded";
const INFOBIP = /^\/(line\/1|omni|auth\/1)\//;
const PASSWORD = "sandbox"; // also the name of Infobip's user
const NOT_KEPT = /^\(\d+ bytes\)$/;
const LEFT_OUT = new Set([
  "host", "user-agent", "accept", "accept-encoding", "connection", "content-length", "authorization",
]);

/**
 * Returns a request as it can be sent again. The sandbox's own public credentials stand in for
 * those that are masked.
 * @param {object} exchange with `channel`, as the control API lists it
 * @returns {object} `method`, `path`, `query`, `headers`, and `json`, `form`, `text` or none of them
 * @throws {Error} it cannot be sent again; the text says why
 */
export function sentRequest({ request, response, channel }) {
  const { method, path, query, headers, body } = request;
  const isRefused = response !== null && response.status >= 400;
  const secret = INFOBIP.test(path) ? PASSWORD : channel.secret;
  const open = (fields) => unmasked(fields, isRefused ? {} : { client_secret: secret, password: PASSWORD });
  const kept = Object.entries(headers).filter(([name]) => !LEFT_OUT.has(name));
  if ("authorization" in headers) {
    kept.unshift(["Authorization", credentials(path, headers.authorization, channel, response?.status)]);
  }
  return {
    method,
    path: path.split("/").map(encodeURIComponent).join("/"),
    query: open(query),
    headers: Object.fromEntries(kept),
    ...content(body, mediaType(headers), open),
  };
}

function mediaType(headers) {
  return (headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
}

function content(body, type, open) {
  if (body === null) return {};
  if (type.startsWith("multipart/")) throw new Error("Not copied: the body is a form with files");
  if (typeof body === "string") {
    if (NOT_KEPT.test(body)) throw new Error(`Not copied: the sandbox does not keep the body, ${body.slice(1, -1)}`);
    return { text: body };
  }
  const value = Array.isArray(body) || typeof body !== "object" ? body : open(body);
  if (type === FORM) return { form: value };
  return type === "application/json" ? { json: value } : { text: JSON.stringify(value) };
}

function unmasked(fields, secrets) {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (value !== MASK) return [name, value];
    if (!(name in secrets)) throw new Error(`Not copied: the sandbox does not keep the ${name}`);
    return [name, secrets[name]];
  });
  return Object.fromEntries(entries);
}

/** Returns an `Authorization` that is as good as the masked one, or as bad. */
function credentials(path, masked, { token }, status) {
  const scheme = masked.slice(0, -MASK.length);
  if (status === 401) return `${scheme}wrong`;
  if (!INFOBIP.test(path)) return `Bearer ${token}`;
  return /^basic /i.test(scheme) ? `Basic ${btoa(`${PASSWORD}:${PASSWORD}`)}` : "App sandbox-key";
}

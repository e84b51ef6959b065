/** The same request again: as a curl command, with our Python API, as a test. */

const LEFT_OUT = new Set([
  "host", "user-agent", "accept", "accept-encoding", "connection", "content-length", "authorization",
]);
const INFOBIP = /^\/(line|omni)\//;
const ACTIONS = new Map([
  ["pushMessage", "push_message"],
  ["replyMessage", "reply_message"],
  ["multicast", "multicast"],
  ["broadcast", "broadcast"],
  ["narrowcast", "narrowcast"],
]);

/** Name and function of each way to copy an exchange. */
export const COPIES = [
  ["curl", asCurl],
  ["Python", asPython],
  ["test", asTest],
];

/** Returns a shell command. The sandbox masks credentials, so its own public ones stand in. */
export function asCurl({ request, token }) {
  const { method, path, query, headers, body } = request;
  const parameters = new URLSearchParams(query).toString();
  const address = `${location.origin}${path}${parameters ? `?${parameters}` : ""}`;
  const lines = [`curl -X ${method} ${quoted(address)}`];
  if ("authorization" in headers) lines.push(`  -H ${quoted(`Authorization: ${credentials(path, token)}`)}`);
  for (const [name, value] of Object.entries(headers)) {
    if (!LEFT_OUT.has(name)) lines.push(`  -H ${quoted(`${name}: ${value}`)}`);
  }
  if (body !== null) lines.push(`  -d ${quoted(typeof body === "string" ? body : JSON.stringify(body))}`);
  return lines.join(" \\\n");
}

/** Returns a shell command that sends a webhook again, with its signature. */
export function webhookAsCurl({ url, body, signature }) {
  const headers = [`x-line-signature: ${signature}`, "content-type: application/json; charset=utf-8"];
  const given = headers.map((header) => `-H ${quoted(header)}`);
  return [`curl -X POST ${quoted(url)}`, ...given, `-d ${quoted(body)}`].join(" \\\n  ");
}

function credentials(path, token) {
  return INFOBIP.test(path) ? "App sandbox-key" : `Bearer ${token}`;
}

/** Returns a program with this package, or with requests where it has no action for it. */
export function asPython(exchange) {
  const { request, token } = exchange;
  const action = actionOf(exchange);
  if (!action) {
    return [
      "import requests",
      "",
      "response = requests.request(",
      `    ${literal(request.method)},`,
      `    ${literal(location.origin + request.path)},`,
      `    params=${literal(request.query, 4)},`,
      `    json=${literal(request.body, 4)},`,
      `    headers={"Authorization": ${literal(credentials(request.path, token))}},`,
      "    timeout=10,",
      ")",
      "print(response.status_code, response.text)",
      "",
    ].join("\n");
  }
  return [
    "from line_connector import Connector",
    "from line_connector.sandbox import Sandbox",
    "",
    "with Sandbox(port=0) as sandbox, Connector.from_env(sandbox.env) as connector:",
    `    output = connector.run(${literal(action)}, ${literal(request.body, 4)})`,
    "    print(output)",
    "",
  ].join("\n");
}

/** Returns a test for pytest that what arrived arrives. */
export function asTest(exchange) {
  const { request, response, token } = exchange;
  const action = actionOf(exchange);
  const status = response?.status ?? 0;
  if (!action || status !== 200 || !request.body?.to || typeof request.body.to !== "string") {
    return [
      "import requests",
      "",
      "from line_connector.sandbox import Sandbox",
      "",
      "",
      "def test_the_answer() -> None:",
      "    with Sandbox(port=0) as sandbox:",
      "        response = requests.request(",
      `            ${literal(request.method)},`,
      `            sandbox.url + ${literal(request.path)},`,
      `            params=${literal(request.query, 12)},`,
      `            json=${literal(request.body, 12)},`,
      `            headers={"Authorization": ${literal(credentials(request.path, token))}},`,
      "            timeout=10,",
      "        )",
      `    assert response.status_code == ${status}`,
      "",
    ].join("\n");
  }
  return [
    "from line_connector import Connector",
    "from line_connector.sandbox import Sandbox",
    "",
    "",
    "def test_the_message_arrives() -> None:",
    `    message = ${literal(request.body, 4)}`,
    "    with Sandbox(port=0) as sandbox:",
    "        with Connector.from_env(sandbox.env) as connector:",
    `            connector.run(${literal(action)}, message)`,
    '        (received,) = sandbox.received(message["to"])',
    '    assert received["messages"] == message["messages"]',
    "",
  ].join("\n");
}

/** Returns the action of this package that makes a request; an embedded sandbox has no other channels. */
function actionOf({ operation, request }) {
  return request.channel ? undefined : ACTIONS.get(operation);
}

/** Returns a text as one word of a POSIX shell. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns a JSON value as Python. */
function literal(value, indent = 0) {
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

/** A request as a test for pytest, with a new sandbox of its own. */

import { connectorAction } from "./connector-action.js";
import { literal, requestCall } from "./python.js";
import { sentRequest } from "./sent-request.js";

const FRIENDS = [1, 2, 3, 4, 5].map((number) => `U${String(number).padStart(32, "0")}`);

/** IDs that every new sandbox has. */
const KNOWN = new Set([
  ...FRIENDS,
  `C${"1".padStart(32, "0")}`,
  ...["500000000000000001", "500000000000000002", "1000000000001"],
  ...["1001", "01SANDB0X00000000000000001", "1000000001-AbcdEfgh"],
  "CC9F01A5DC7BEE2C2B829D203482A654",
]);
const USER = /^U[0-9a-f]{32}$/;
const CROWD = /^[CR][0-9a-f]{32}$/;
const IN_PATH = /^(?=.*\d).{8,}$/;
const ISSUED = /^(richmenu-.+|\d{12,})$/;

/**
 * Returns a test that the answer is the same, and that what arrived arrives.
 * @throws {Error} a new sandbox would answer otherwise; the text says why
 */
export function asTest(exchange) {
  const sent = sentRequest(exchange);
  const first = preparation(exchange);
  const action = connectorAction(exchange, sent);
  const isMessage = action && typeof action.input.to === "string" && exchange.people > 0;
  return isMessage && !exchange.fault ? messageTest(action, first) : answerTest(exchange, sent, first);
}

function messageTest({ name, input }, first) {
  return [
    "from line_connector import Connector",
    "from line_connector.sandbox import Sandbox",
    "",
    "",
    "def test_the_message_arrives() -> None:",
    `    message = ${literal(input, 4)}`,
    "    with Sandbox(port=0) as sandbox:",
    ...first.map((line) => `        ${line}`),
    "        with Connector.from_env(sandbox.env) as connector:",
    `            connector.run(${literal(name)}, message)`,
    '        (received,) = sandbox.received(message["to"])',
    '    assert received["messages"] == message["messages"]',
    "",
  ].join("\n");
}

function answerTest(exchange, sent, first) {
  const { fault, response } = exchange;
  const isLost = response === null || isCut(fault, response);
  const timeout = 10 + Math.ceil((fault?.delayBefore ?? 0) + (fault?.delayAfter ?? 0));
  const indent = isLost ? 12 : 8;
  const call = requestCall(sent, `sandbox.url + ${literal(sent.path)}`, { indent, timeout });
  const asking = isLost
    ? ["        with pytest.raises(requests.RequestException):", `            ${call}`]
    : [`        response = ${call}`, `    assert response.status_code == ${response.status}`];
  return [
    ...(isLost ? ["import pytest"] : []),
    "import requests",
    "",
    "from line_connector.sandbox import Sandbox",
    "",
    "",
    "def test_the_answer() -> None:",
    "    with Sandbox(port=0) as sandbox:",
    ...first.map((line) => `        ${line}`),
    ...asking,
    "",
  ].join("\n");
}

/** Tells whether a fault ended the body of a response too early. */
function isCut(fault, { body }) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fault?.truncate !== undefined && fault.truncate < new TextEncoder().encode(text).length;
}

/** Returns what makes a new sandbox answer as this one did, in lines of Python. */
function preparation({ request, response, fault, operation }) {
  const { channel } = request;
  if (channel) throw new Error(`No test: a new sandbox has no channel ${channel}`);
  const status = response?.status;
  const posts = (name, fields) => {
    const given = Object.entries(fields).map(([field, value]) => `${field}=${literal(value, 8)}`);
    return `sandbox.control.post(${[literal(name), ...given].join(", ")})`;
  };
  const asked = fault ? [posts("faults", fault)] : [];
  if (fault?.answer || fault?.refuse || fault?.drop === "before") return asked; // it was not carried out
  if (status === 411) throw new Error("No test: Python's requests always says how long a body is");
  if (status === 409 || status === 429) throw new Error("No test: the answer depends on earlier requests");
  const ids = [...idsIn(request)].filter((id) => !KNOWN.has(id));
  const isPerson = (id) => USER.test(id) || CROWD.test(id);
  const issued = ids.find((id) => !isPerson(id));
  const isRefused = status >= 400;
  // What is not there, or is no reply token, is not so in a new sandbox either.
  if (issued && status !== 404 && !(isRefused && operation === "replyMessage")) {
    throw new Error(`No test: a new sandbox does not know ${issued}`);
  }
  if (isRefused) return asked;
  const people = [...new Set(ids.filter(isPerson))].map((id) => {
    if (USER.test(id)) return posts("users", { userId: id });
    return posts("groups", { [id.startsWith("C") ? "groupId" : "roomId"]: id, members: [FRIENDS[0]] });
  });
  return [...people, ...asked];
}

/** Yields the IDs and tokens in a request. */
function* idsIn({ path, query, body }) {
  for (const part of path.split("/")) {
    if (IN_PATH.test(part) || path.endsWith(`/alias/${part}`)) yield part;
  }
  for (const [name, value] of Object.entries(query)) {
    if (/(Id|Token)$/.test(name) || USER.test(value)) yield value;
  }
  yield* idsOf("", body);
}

function* idsOf(name, value) {
  if (value !== null && typeof value === "object") {
    const isList = Array.isArray(value);
    for (const [key, one] of Object.entries(value)) yield* idsOf(isList ? name : key, one);
    return;
  }
  const text = String(value);
  const isIssued = /Ids?$/.test(name) && ISSUED.test(text);
  if (isIssued || /Token$/.test(name) || USER.test(text) || CROWD.test(text)) yield text;
}

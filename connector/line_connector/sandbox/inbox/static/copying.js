/** The same request again: as a curl command, with our Python API, as a test. */

import { asTest } from "./copied-test.js";
import { connectorAction } from "./connector-action.js";
import { literal, requestCall } from "./python.js";
import { sentRequest } from "./sent-request.js";

/** Name and function of each way to copy an exchange; one that cannot be copied throws the reason. */
export const COPIES = [
  ["curl", asCurl],
  ["Python", asPython],
  ["test", asTest],
];

/** Returns a shell command. */
export function asCurl(exchange) {
  const sent = sentRequest(exchange);
  const { method, path, query, headers } = sent;
  const parameters = new URLSearchParams(query).toString();
  const address = location.origin + path + (parameters ? `?${parameters}` : "");
  const lines = [`curl ${method === "HEAD" ? "--head" : `-X ${method}`} ${quoted(address)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  lines.push(...bodyLines(sent, exchange.request.headers));
  return lines.join(" \\\n  ");
}

function bodyLines({ headers, json, form, text }, had) {
  if (form !== undefined) return [`--data-raw ${quoted(new URLSearchParams(form).toString())}`];
  const body = json === undefined ? text : JSON.stringify(json);
  // curl says neither length nor type of its own where the request said none, and the other way round.
  if (body === undefined) return had["content-length"] === "0" ? ["-H 'content-length: 0'"] : [];
  const untyped = "content-type" in headers ? [] : ["-H 'content-type:'"];
  return [...untyped, `--data-raw ${quoted(body)}`];
}

/** Returns a shell command that sends a webhook again, with its signature. */
export function webhookAsCurl({ url, body, signature }) {
  const headers = [`x-line-signature: ${signature}`, "content-type: application/json; charset=utf-8"];
  const given = headers.map((header) => `-H ${quoted(header)}`);
  return [`curl -X POST ${quoted(url)}`, ...given, `--data-raw ${quoted(body)}`].join(" \\\n  ");
}

/** Returns a program with this package, or with requests where it has no action for it. */
export function asPython(exchange) {
  const sent = sentRequest(exchange);
  const action = connectorAction(exchange, sent);
  if (!action) {
    const call = requestCall(sent, literal(location.origin + sent.path));
    return `import requests\n\nresponse = ${call}\nprint(response.status_code, response.text)\n`;
  }
  const environment = { LINE_URL: location.origin, LINE_TOKEN: exchange.channel.token };
  return [
    "from line_connector import Connector",
    "",
    `environment = ${literal(environment)}`,
    "with Connector.from_env(environment) as connector:",
    `    output = connector.run(${literal(action.name)}, ${literal(action.input, 4)})`,
    "    print(output)",
    "",
  ].join("\n");
}

/** Returns a text as one word of a POSIX shell. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

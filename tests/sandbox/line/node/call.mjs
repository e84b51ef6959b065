// Calls LINE's SDK for Node, unmodified, as it is told: one JSON object a line, answered by one.
//
//   node call.mjs URL                   where the sandbox is; @line/bot-sdk is found from the working directory
//   {}                                  -> {"clients": {"LiffClient": ["addLIFFApp", …], …}}
//   {"client", "method", "arguments"}   -> {"answer"} or {"error", "status"}
//
// A file is {"$file": base64, "type"} on both ways.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

const sdk = createRequire(`${process.cwd()}/`)("@line/bot-sdk");
const [url] = process.argv.slice(2);
const channelAccessToken = "sandbox-token";

const clients = {
  LineBotClient: sdk.LineBotClient.fromChannelAccessToken({
    channelAccessToken,
    apiBaseURL: url,
    dataApiBaseURL: url,
    managerBaseURL: url,
  }),
};
for (const part of Object.values(sdk)) {
  for (const [name, Client] of Object.entries(Object(part))) {
    if (name.endsWith("Client")) clients[name] = new Client({ baseURL: url, channelAccessToken });
  }
}

function methods(client) {
  const names = new Set();
  for (let object = client; object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    for (const name of Object.getOwnPropertyNames(object)) {
      const isCall = name !== "constructor" && typeof client[name] === "function";
      if (isCall && !name.includes("WithHttpInfo")) names.add(name);
    }
  }
  return [...names].sort();
}

function read(value) {
  if (value === null) return undefined;
  if (value.$file === undefined) return value;
  return new Blob([Buffer.from(value.$file, "base64")], { type: value.type });
}

async function written(answer) {
  if (!(answer instanceof Readable)) return answer ?? null;
  return { $file: (await buffer(answer)).toString("base64"), type: "" };
}

async function reply({ client, method, arguments: given }) {
  if (client === undefined) {
    return { clients: Object.fromEntries(Object.entries(clients).map(([n, c]) => [n, methods(c)])) };
  }
  try {
    return { answer: await written(await clients[client][method](...given.map(read))) };
  } catch (error) {
    return { error: `${error}: ${error.body ?? ""}`, status: error.status ?? null };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await reply(JSON.parse(line)))}\n`);
}

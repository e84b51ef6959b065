// Calls a client of LINE's for Node, unmodified, as it is told: one JSON object a line, answered by one.
//
//   node call.mjs PACKAGE URL           the package is found from the working directory
//   {}                                  -> {"clients": {"LiffClient": ["addLIFFApp", …], …}}
//   {"client", "method", "arguments"}   -> {"answer"} or {"error", "status"}
//
// A file is {"$file": base64, "type"} on both ways.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

const token = "sandbox-token";
const packages = { "@line/bot-sdk": ofLine, "messaging-api-line": ofBottender };
const [name, url] = process.argv.slice(2);
const { clients, file } = packages[name](createRequire(`${process.cwd()}/`)(name));

function ofLine(sdk) {
  const config = { channelAccessToken: token, baseURL: url };
  const urls = { apiBaseURL: url, dataApiBaseURL: url, managerBaseURL: url };
  const clients = { LineBotClient: sdk.LineBotClient.fromChannelAccessToken({ ...config, ...urls }) };
  for (const part of Object.values(sdk)) {
    for (const [name, Client] of Object.entries(Object(part))) {
      if (name.endsWith("Client")) clients[name] = new Client(config);
    }
  }
  return { clients, file: (content, type) => new Blob([content], { type }) };
}

function ofBottender({ LineClient }) {
  const config = { accessToken: token, channelSecret: "sandbox-secret" };
  const clients = { LineClient: new LineClient({ ...config, origin: url, dataOrigin: url }) };
  return { clients, file: (content) => content };
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
  return file(Buffer.from(value.$file, "base64"), value.type);
}

async function written(answer) {
  if (Buffer.isBuffer(answer)) answer = Readable.from([answer]);
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

// Answers each line on standard input, [body, secret, signature], with what the SDK says of it.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const { validateSignature } = require("@line/bot-sdk");

for await (const line of createInterface({ input: process.stdin })) {
  const [body, secret, signature] = JSON.parse(line);
  console.log(JSON.stringify(validateSignature(Buffer.from(body, "base64"), secret, signature)));
}

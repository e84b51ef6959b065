// Run a bot that uses LINE's SDK for Node, unmodified, on the sandbox: its calls go there.
//
//   eval "$(curl -s http://127.0.0.1:8077/_sandbox/env)"
//   node --require ./examples/bots/on_sandbox.cjs index.js

const { fetch } = globalThis;

globalThis.fetch = (input, options) => {
  const { hostname, pathname, search } = new URL(input.url ?? input);
  if (!hostname.endsWith(".line.me")) return fetch(input, options);
  return fetch(new URL(pathname + search, process.env.LINE_URL), options);
};

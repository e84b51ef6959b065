/** Hearing what happens in the sandbox, as it happens: Server-Sent Events. */

import { ofChannel } from "./channel.js";

const STREAM = ofChannel("/_sandbox/stream");
const KINDS = [
  "received", "request", "event", "delivery", "failover", "report", "reportPush", "reset",
];
const PAUSE = 80; // what happens within it is shown at once

/**
 * Calls `changed(isReset)` soon after something happened, never twice at a time.
 * @param {(isReset: boolean) => Promise<unknown>} changed
 * @param {(isConnected: boolean) => void} connection told when the sandbox is lost or found
 */
export function listenToChanges(changed, connection) {
  const stream = new EventSource(STREAM);
  let isWaiting = false;
  let isReset = false;
  let isLost = false;
  const hear = async () => {
    if (isWaiting) return;
    isWaiting = true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    isWaiting = false;
    const wasReset = isReset;
    isReset = false;
    try {
      await changed(wasReset);
    } catch {
      connection(false);
    }
  };
  stream.addEventListener("open", () => {
    connection(true);
    if (isLost) isReset = true; // it may be another sandbox by now
    isLost = false;
    hear();
  });
  stream.addEventListener("error", () => {
    isLost = true;
    connection(false);
  });
  for (const kind of KINDS) {
    stream.addEventListener(kind, () => {
      if (kind === "reset") isReset = true;
      hear();
    });
  }
}

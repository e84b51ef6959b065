/** Hearing what happens in the sandbox, as it happens. */

import { NO_ANSWER } from "./api.js";
import { ofChannel } from "./channel.js";
import { readStream } from "./stream.js";

const STREAM = ofChannel("/_sandbox/stream");
const SHARED = new URL("shared-stream.js", import.meta.url);
const PAUSE = 80; // what happens within it is shown at once

/**
 * Calls `changed(isReset, ended)` soon after something happened, never twice at a time.
 * @param {(isReset: boolean, ended: string[]) => Promise<unknown>} changed is told whether nothing
 *   that was known holds, and the IDs of events whose webhooks ended
 * @param {(problem: string) => void} connection told what keeps the page from being up to date; or nothing
 */
export function listenToChanges(changed, connection) {
  let isWaiting = false;
  let isReset = false;
  let isLost = false;
  let ended = [];
  const hear = async () => {
    if (isWaiting) return;
    isWaiting = true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    isWaiting = false;
    const news = [isReset, ended];
    [isReset, ended] = [false, []];
    try {
      await changed(...news);
      if (!isLost) connection("");
    } catch (error) {
      isReset ||= news[0];
      connection(error.message);
    }
  };
  follow(({ kind, data, isRefused }) => {
    if (kind === "lost") {
      isLost = true;
      connection(NO_ANSWER);
      if (!isRefused) return;
      isReset = true; // it answered, but has no such stream: what became of the channel?
    } else if (kind === "open") {
      if (isLost) isReset = true; // it may be another sandbox by now
      isLost = false;
    }
    if (kind === "reset") isReset = true;
    if (kind === "delivery") ended.push(...JSON.parse(data).webhookEventIds);
    hear();
  });
}

/** Reads the stream, where the browser can together with the page's other tabs. */
function follow(tell) {
  if (!("SharedWorker" in globalThis)) return readStream(STREAM, tell);
  const worker = new SharedWorker(SHARED, { name: STREAM, type: "module" });
  worker.port.onmessage = ({ data }) => tell(data);
}

/** Hearing what happens in the sandbox, as it happens: Server-Sent Events. */

import { NO_ANSWER } from "./api.js";
import { ofChannel } from "./channel.js";

const STREAM = ofChannel("/_sandbox/stream");
const KINDS = [
  "received", "request", "event", "delivery", "failover", "report", "reportPush", "reset",
];
const PAUSE = 80; // what happens within it is shown at once
const AGAIN = 3000; // after which a stream that was refused is asked for again

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
  const listen = () => {
    const stream = new EventSource(STREAM);
    stream.addEventListener("open", () => {
      if (isLost) isReset = true; // it may be another sandbox by now
      isLost = false;
      hear();
    });
    stream.addEventListener("error", () => {
      isLost = true;
      connection(NO_ANSWER);
      if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again
      // It answered, but has no such stream: what became of the channel?
      isReset = true;
      hear();
      setTimeout(listen, AGAIN);
    });
    for (const kind of KINDS) {
      stream.addEventListener(kind, ({ data }) => {
        if (kind === "reset") isReset = true;
        if (kind === "delivery") ended.push(...JSON.parse(data).webhookEventIds);
        hear();
      });
    }
  };
  listen();
}

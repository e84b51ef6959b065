/** The sandbox's stream of what happens: Server-Sent Events. */

const KINDS = [
  "received", "request", "event", "delivery", "failover", "report", "reportPush", "reset",
];
const AGAIN = 3000; // after which a stream that was refused is asked for again

/**
 * Reads the stream from now on.
 * @param {string} address
 * @param {(news: {kind: string, data?: string, isRefused?: boolean}) => void} tell told what happens;
 *   and "open" and "lost", which are of the stream itself: refused, or without an answer
 */
export function readStream(address, tell) {
  const stream = new EventSource(address);
  stream.addEventListener("open", () => tell({ kind: "open" }));
  stream.addEventListener("error", () => {
    const isRefused = stream.readyState === EventSource.CLOSED; // else the browser tries again
    tell({ kind: "lost", isRefused });
    if (isRefused) setTimeout(readStream, AGAIN, address, tell);
  });
  for (const kind of KINDS) stream.addEventListener(kind, ({ data }) => tell({ kind, data }));
}

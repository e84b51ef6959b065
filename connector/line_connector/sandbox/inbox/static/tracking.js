/** What became of messages to phones: channels that failed, and reports that were pushed. */

import { element } from "/_sandbox/phone/dom.js";
import { longTime } from "./format.js";

/** Makes a part of the details for each message. */
export function trackedParts(tracked) {
  return tracked.map((one) => {
    const made = element("section", "part tracked", element("h3", "", `To ${one.recipient}`));
    const list = element("dl", "facts");
    for (const [name, value] of linesOf(one)) {
      list.append(element("dt", "", name), element("dd", "", value));
    }
    made.append(list);
    return made;
  });
}

function linesOf({ messageId, channel, status, error, failovers, reportPushes }) {
  const why = error === "NO_ERROR" ? "" : ` (${error})`;
  return [
    ["Message ID", messageId],
    ...failovers.map((one) => [
      "Failover",
      `${one.from} to ${one.to}: ${one.status} (${one.error}), ${longTime(one.at)}`,
    ]),
    ["Status", `${channel}: ${status}${why}`],
    ...reportPushes.map((push) => ["Report", reportLine(push)]),
  ];
}

function reportLine({ url, state, attempts, nextAt }) {
  const last = attempts.at(-1);
  const ended = last ? `, last answer ${last.status ?? last.problem}` : "";
  const again = nextAt ? `, next ${longTime(nextAt)}` : "";
  const count = attempts.length === 1 ? "1 attempt" : `${attempts.length} attempts`;
  return `${PUSHED.get(state) ?? state}: ${url}, ${count}${ended}${again}`;
}

const PUSHED = new Map([
  ["pending", "not accepted yet"],
  ["accepted", "accepted"],
  ["lost", "given up"],
  ["notCalled", "not sent: it is not on this machine"],
]);

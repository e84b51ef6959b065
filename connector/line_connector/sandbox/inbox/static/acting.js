/** Doing what a user does, and telling what came of it. */

import { write } from "./api.js";
import { webhookIn } from "./format.js";

/**
 * Makes the function that acts.
 * @param {(text: string, isProblem?: boolean) => void} tell
 * @returns {(fields: object) => Promise<boolean>} whether it was done
 */
export function actor(tell) {
  return async (fields) => {
    try {
      tell(resultOf(await write("act", fields)));
      return true;
    } catch (error) {
      tell(error.message, true);
      return false;
    }
  };
}

function resultOf({ events, opened, copied }) {
  if (opened) return `Would open ${opened}`;
  if (copied) return `Would copy “${copied}”`;
  if (!events.length) return "Done; LINE tells the bot nothing of it";
  return events.map(({ event, deliveries }) => `${event.type}: ${webhookIn(deliveries)}`).join("; ");
}

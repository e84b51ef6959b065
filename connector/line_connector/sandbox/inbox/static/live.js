/** Hearing that something has changed in the sandbox. */

import { read } from "./api.js";

const PAUSE = 1000;

/**
 * Calls `changed()` soon after each change.
 * @param {() => unknown} changed
 * @param {(isConnected: boolean) => void} connection told when the sandbox is lost or found
 */
export function listenToChanges(changed, connection) {
  let known = null;
  const ask = async () => {
    try {
      const pulse = JSON.stringify(await read("pulse"));
      connection(true);
      if (pulse !== known) await changed();
      known = pulse;
    } catch {
      connection(false);
    }
    setTimeout(ask, PAUSE);
  };
  ask();
}

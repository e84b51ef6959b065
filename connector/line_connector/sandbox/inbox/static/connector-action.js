/** Which action of this package makes a request. */

const ACTIONS = new Map([
  ["pushMessage", "push_message"],
  ["replyMessage", "reply_message"],
  ["multicast", "multicast"],
  ["broadcast", "broadcast"],
  ["narrowcast", "narrowcast"],
]);

/**
 * Returns the action that makes a request that was accepted.
 * @param {object} exchange
 * @param {object} sent as `sentRequest` returns it
 * @returns {{name: string, input: object}|null}
 */
export function connectorAction({ operation, response, retryKey }, { json }) {
  const name = ACTIONS.get(operation);
  if (name === undefined || response?.status !== 200 || json === undefined) return null;
  return { name, input: retryKey === null ? json : { ...json, retryKey } };
}

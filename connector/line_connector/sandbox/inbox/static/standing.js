/** What stands beside the messages: what the account has read, and that it is about to answer. */

import { loadingRow } from "/_sandbox/phone/phone.js";

export class Standing {
  /**
   * @param {HTMLElement} phone
   * @param {() => unknown} ended called when the loading animation's time is up
   */
  constructor(phone, ended) {
    this.phone = phone;
    this.ended = ended;
    this.timer = 0;
  }

  /** Shows it. Returns whether something is new at the end of the chat. */
  show({ readUntil, loadingSeconds, accountName }) {
    for (const block of this.phone.querySelectorAll(".entry.own")) {
      block.classList.toggle("read", readUntil !== null && block.dataset.at <= readUntil);
    }
    clearTimeout(this.timer);
    const shown = this.phone.querySelector(":scope > .row.waiting");
    if (loadingSeconds <= 0) {
      shown?.remove();
      return false;
    }
    this.timer = setTimeout(this.ended, 1000 * loadingSeconds + 50);
    const row = shown ?? loadingRow({ account: { name: accountName } });
    row.classList.add("waiting");
    if (row !== this.phone.lastElementChild) this.phone.append(row);
    return row !== shown;
  }
}

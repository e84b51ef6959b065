/** What the account has besides chats: rich menus, campaigns, audiences, coupons and the like. */

import { element } from "/_sandbox/phone/dom.js";
import { read } from "./api.js";
import { longTime } from "./format.js";
import { richMenuAddress } from "./own-media.js";

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

export class AccountLists {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.lists = element("div");
    root.append(element("h2", "", "Account"), this.lists);
  }

  async refresh() {
    const { lists } = await read("lists");
    const text = JSON.stringify(lists);
    if (text === this.text) return; // what is folded stays as it is
    this.text = text;
    this.lists.replaceChildren(...lists.map(list));
  }
}

function list({ name, count, items }) {
  const made = element("section", "list", element("h3", "", `${name} (${count.toLocaleString()})`));
  const rows = items.map(item);
  made.append(rows.length ? element("ul", "items", ...rows) : element("p", "faint", "None"));
  if (count > items.length) {
    made.append(element("p", "faint", `The newest ${items.length} of ${count.toLocaleString()}`));
  }
  return made;
}

function item({ id, title, facts, richMenuId }) {
  const name = element("strong", "", title);
  name.dir = "auto";
  const made = element("li", "item", name);
  if (id !== title) made.append(element("code", "faint", id));
  if (richMenuId) {
    const image = element("img", "item-picture");
    image.alt = `Image of ${title}`;
    image.src = richMenuAddress(richMenuId);
    made.append(image);
  }
  const about = element("dl", "facts");
  for (const [key, value] of Object.entries(facts)) {
    const text = TIME.test(value) ? longTime(value) : String(value);
    about.append(element("dt", "", key), element("dd", "", text));
  }
  made.append(about);
  return made;
}

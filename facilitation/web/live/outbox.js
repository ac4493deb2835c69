// @ts-check
/**
 * What has been said on this phone and not been answered: kept in order, sent in order, one at a time, and gone only
 * after a final answer. A refused one stays, with its text, until its author tries again or discards it.
 *
 * Exports
 *   createOutbox(options)      -> Outbox
 *   whileAlone(name, run)      run while no other tab of this browser does (where the browser can tell)
 *   openChannel(name, hear)    -> Channel between the tabs of this browser
 *
 * Item: {id, owner, at, name, args, state, seq, code, message}
 *   state "waiting"  not answered: on this phone only, as far as this phone knows
 *         "sent"     committed as `seq`, while that change has not come in yet
 *         "refused"  will not be sent again by itself; `code` and `message` say why
 */
import { backoff } from "./clock.js";
import { newId } from "./ids.js";

/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {import("./storage.js").Shelf} Shelf */
/** @typedef {Readonly<Record<string, any>>} Args */
/** @typedef {{ok: true, seq: number, now: number} | {ok: false, code: string, message: string, retry: boolean}} Ack */

/**
 * @typedef {object} Item
 * @property {string} id the command's id: the same one at every attempt
 * @property {string} owner "<session>/<participant>"; "" while that is not known yet
 * @property {number} at when it was said, ms, this device's clock
 * @property {string} name the command's name
 * @property {Args} args
 * @property {"waiting" | "sent" | "refused"} state
 * @property {number | null} seq
 * @property {string} code
 * @property {string} message
 */

/** @typedef {{put: Item} | {gone: string, seq: number | null}} News what one tab tells the others */
/** @typedef {{post: (news: News) => void, close: () => void}} Channel */

/**
 * @typedef {object} Outbox
 * @property {() => readonly Item[]} items in order
 * @property {() => boolean} kept whether all of it survives a reload
 * @property {(owner: string) => Promise<void>} open take up what this owner left; what was said before is theirs
 * @property {(name: string, args: Args) => Promise<void>} add done when it is on the phone's disk (or cannot be)
 * @property {(deliver: (item: Item) => Promise<Ack>) => void} start the line is there; `deliver` rejects without answer
 * @property {() => void} stop the line is gone
 * @property {(seq: number) => void} settle changes up to `seq` have come in
 * @property {(key: string) => Promise<void>} again send the refused item with this id, or those of this note, once more
 * @property {(key: string) => Promise<void>} discard throw them away
 * @property {() => Promise<void>} clear throw all of this owner's items away
 * @property {() => void} close stop, and stop listening to the other tabs
 */

const ALONE_MS = 3_000;

/**
 * Two tabs that send the same item do no harm (its id is carried out once); this saves the trouble where it can.
 *
 * @param {string} name
 * @param {() => Promise<void>} run
 */
export async function whileAlone(name, run) {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (!locks) return run();
  let ran = false;
  try {
    await locks.request(name, { signal: AbortSignal.timeout(ALONE_MS) }, () => {
      ran = true;
      return run();
    });
  } catch (error) {
    if (ran) throw error;
    // The other tab is asleep with the lock in its hand, or this browser forbids locks.
    await run();
  }
}

/**
 * @param {string} name
 * @param {(news: News) => void} hear
 * @returns {Channel}
 */
export function openChannel(name, hear) {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = (event) => hear(event.data);
    return { post: (news) => channel.postMessage(news), close: () => channel.close() };
  } catch {
    return { post: () => {}, close: () => {} };
  }
}

/** @param {Item} item @param {string} key a command's id or a note's */
function concerns(item, key) {
  return item.id === key || item.args.note === key;
}

/** @param {Item} item @param {string} name @param {Args} args whether both answer the same question */
function answersAlike(item, name, args) {
  return name === "match.answer" && item.name === name && item.args.match === args.match;
}

/**
 * A `note.add` that also says what was said about its note afterwards.
 *
 * @param {Args} add
 * @param {string} name
 * @param {Args} args
 * @returns {Args}
 */
function merged(add, name, args) {
  if (name === "note.edit") return { ...add, text: args.text, kind: args.kind ?? add.kind, ...("named" in args && { named: args.named }) };
  if (name === "note.open") return { ...add, closed: false };
  return add;
}

class Box {
  /** @type {readonly Item[]} */
  #items = [];
  #owner = "";
  #kept = true;
  #reached = 0;
  #draining = false;
  /** @type {((item: Item) => Promise<Ack>) | null} */
  #deliver = null;
  #wake = () => {};
  /** @type {Promise<void>} */
  #loaded = Promise.resolve();
  /** @type {Channel | null} */
  #channel = null;

  /**
   * @param {{shelf: Promise<Shelf>, clock: Clock, changed: () => void, alone: typeof whileAlone,
   *   channel: typeof openChannel}} options
   */
  constructor(options) {
    this.options = options;
    void options.shelf.then((shelf) => this.#keptOrNot(shelf.kept));
  }

  items = () => this.#items;
  kept = () => this.#kept;

  /** @param {string} owner */
  open = (owner) => {
    if (owner === this.#owner) return this.#loaded;
    this.#owner = owner;
    this.#channel?.close();
    this.#channel = this.options.channel(`outbox:${owner}`, (news) => this.#hear(news));
    this.#set(this.#items.filter((item) => item.owner === "").map((item) => ({ ...item, owner })));
    this.#loaded = this.#load(owner);
    void this.#loaded.then(() => this.#drain());
    return this.#loaded;
  };

  /** @param {string} owner */
  async #load(owner) {
    const shelf = await this.options.shelf;
    const stored = /** @type {Item[]} */ (await shelf.all(owner).catch(() => (this.#keptOrNot(false), [])));
    if (owner !== this.#owner) return;
    const known = new Set(stored.map((item) => item.id));
    const newer = this.#items.filter((item) => !known.has(item.id));
    this.#set([...stored, ...newer]);
    await Promise.all(newer.map((item) => this.#store(item)));
  }

  /** @param {string} name @param {Args} args */
  add = async (name, args) => {
    // What was refused about the same thing is said anew by this.
    const refused = this.#items.filter(
      (item) =>
        item.state === "refused" &&
        (args.note ? item.args.note === args.note : answersAlike(item, name, args)),
    );
    const add = refused.find((item) => item.name === "note.add");
    if (add && name === "note.remove") return this.#remove(refused);
    const item = add ? this.#item("note.add", merged(add.args, name, args)) : this.#item(name, args);
    await this.#replace(refused, item);
  };

  /** @param {string} key */
  again = async (key) => {
    const refused = this.#items.filter((item) => item.state === "refused" && concerns(item, key));
    const last = refused.at(-1);
    if (!last) return;
    const gone = last.name === "note.edit" && last.code === "note-unknown";
    // The note is no longer there, its new words are: they become a note of their own, closed until the author opens it.
    const { kind, text } = last.args;
    const next = gone
      ? this.#item("note.add", { note: newId(), kind, text, closed: true })
      : this.#item(last.name, last.args);
    await this.#replace(refused, next);
  };

  /** @param {string} key */
  discard = (key) => this.#remove(this.#items.filter((item) => item.state === "refused" && concerns(item, key)));

  clear = () => this.#remove(this.#items);

  /** @param {(item: Item) => Promise<Ack>} deliver */
  start = (deliver) => {
    this.#deliver = deliver;
    this.#wake();
    void this.#drain();
  };

  stop = () => {
    this.#deliver = null;
    this.#wake();
  };

  close = () => {
    this.stop();
    this.#channel?.close();
    this.#channel = null;
  };

  /** @param {number} seq */
  settle = (seq) => {
    this.#reached = seq;
    this.#set(this.#items.filter((item) => item.state !== "sent" || (item.seq ?? 0) > seq));
  };

  async #drain() {
    if (this.#draining || this.#owner === "") return;
    this.#draining = true;
    try {
      await this.#loaded;
      await this.options.alone(`outbox:${this.#owner}`, () => this.#sendAll());
    } finally {
      this.#draining = false;
    }
    if (this.#deliver && this.#next()) void this.#drain();
  }

  #next = () => this.#items.find((item) => item.state === "waiting");

  async #sendAll() {
    let attempt = 0;
    for (let item = this.#next(); item && this.#deliver; item = this.#next()) {
      const deliver = this.#deliver;
      const ack = await deliver(item).catch(() => null);
      if (ack?.ok) {
        attempt = 0;
        this.#sent(item.id, ack.seq);
      } else if (ack && ack.retry === false) {
        attempt = 0;
        this.#refused(item.id, ack.code, ack.message);
      } else if (this.#deliver === deliver) {
        await this.#pause(backoff(attempt++, this.options.clock.random()));
      }
    }
  }

  /** @param {number} ms @returns {Promise<void>} also done when the line comes or goes */
  #pause(ms) {
    return new Promise((resolve) => {
      const cancel = this.options.clock.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** @param {string} id @param {number} seq */
  #sent(id, seq) {
    this.#mark(id, seq);
    this.#channel?.post({ gone: id, seq });
    void this.#unstore(id);
  }

  /** @param {string} id @param {number} seq */
  #mark(id, seq) {
    this.#set(this.#items.map((item) => (item.id === id ? { ...item, state: /** @type {const} */ ("sent"), seq } : item)));
    this.settle(this.#reached);
  }

  /**
   * What was said about a note that was refused is part of the refusal: one item with the last words, or none when
   * its author has removed it since.
   *
   * @param {string} id @param {string} code @param {string} message
   */
  #refused(id, code, message) {
    const item = this.#items.find((each) => each.id === id);
    if (!item) return;
    const next = this.#items.slice(this.#items.indexOf(item) + 1);
    if (next.some((each) => answersAlike(each, item.name, item.args))) return void this.#remove([item]);
    const later =
      item.name === "note.add"
        ? this.#items.filter((each) => each.state === "waiting" && each.id !== id && each.args.note === item.args.note)
        : [];
    if (later.some((each) => each.name === "note.remove")) return void this.#remove([item, ...later]);
    const args = later.reduce((add, each) => merged(add, each.name, each.args), item.args);
    const refused = { ...item, args, code, message, state: /** @type {const} */ ("refused") };
    this.#set(this.#items.map((each) => (each.id === id ? refused : each)));
    // The last words are put down before what they came from is taken away: a crash in between doubles, never loses.
    const put = this.#keep(refused);
    this.#set(this.#items.filter((each) => !later.includes(each)));
    void put.then(() => this.#remove(later));
  }

  /** @param {string} name @param {Args} args @returns {Item} */
  #item(name, args) {
    const at = this.options.clock.now();
    return { id: newId(), owner: this.#owner, at, name, args, state: "waiting", seq: null, code: "", message: "" };
  }

  /** @param {readonly Item[]} old @param {Item} next */
  async #replace(old, next) {
    this.#set([...this.#items.filter((item) => !old.includes(item)), next]);
    const stored = this.#keep(next);
    void this.#drain();
    await stored;
    await this.#remove(old);
  }

  /** @param {readonly Item[]} items */
  async #remove(items) {
    const ids = new Set(items.map((item) => item.id));
    this.#set(this.#items.filter((item) => !ids.has(item.id)));
    for (const id of ids) this.#channel?.post({ gone: id, seq: null });
    await Promise.all([...ids].map((id) => this.#unstore(id)));
  }

  /** @param {Item} item */
  async #keep(item) {
    if (item.owner === "") return;
    await this.#store(item);
    this.#channel?.post({ put: item });
  }

  /** @param {Item} item */
  async #store(item) {
    const shelf = await this.options.shelf;
    await shelf.put(item).catch(() => this.#keptOrNot(false));
    // Answered while it was being written: then it must not lie there as if it had not been.
    if (!this.#items.some((each) => each.id === item.id && each.state !== "sent")) await this.#unstore(item.id);
  }

  /** @param {string} id */
  async #unstore(id) {
    const shelf = await this.options.shelf;
    await shelf.remove(id).catch(() => this.#keptOrNot(false));
  }

  /** @param {News} news */
  #hear(news) {
    if ("put" in news) {
      const known = this.#items.some((item) => item.id === news.put.id);
      this.#set(known ? this.#items.map((item) => (item.id === news.put.id ? news.put : item)) : [...this.#items, news.put]);
      void this.#drain();
    } else if (news.seq === null) {
      this.#set(this.#items.filter((item) => item.id !== news.gone));
    } else {
      this.#mark(news.gone, news.seq);
    }
  }

  /** @param {boolean} kept */
  #keptOrNot(kept) {
    if (this.#kept === kept) return;
    this.#kept = kept;
    this.options.changed();
  }

  /** @param {readonly Item[]} items */
  #set(items) {
    if (items.length === this.#items.length && items.every((item, index) => item === this.#items[index])) return;
    this.#items = Object.freeze([...items]);
    this.options.changed();
  }
}

/**
 * @param {{shelf: Promise<Shelf>, clock: Clock, changed: () => void, alone?: typeof whileAlone,
 *   channel?: typeof openChannel}} options
 * @returns {Outbox}
 */
export function createOutbox({ alone = whileAlone, channel = openChannel, ...rest }) {
  return new Box({ ...rest, alone, channel });
}

// @ts-check
/**
 * Where a phone keeps things: IndexedDB for what is to be sent, localStorage for drafts and small marks.
 * Either may be missing, full or forbidden; then memory takes its place, and `kept` says so.
 *
 * Exports
 *   openShelf()      -> Promise<Shelf>   IndexedDB, or memory
 *   memoryShelf(kept?) -> Shelf          one in memory
 *   openMarks()      -> Marks            localStorage, or memory
 *   memoryMarks(kept?) -> Marks
 */

/**
 * What one owner (a participant of a session) has put by, in order.
 *
 * @typedef {object} Shelf
 * @property {boolean} kept whether it survives a reload
 * @property {(owner: string) => Promise<Stored[]>} all in the order in which they were first put
 * @property {(item: Stored) => Promise<void>} put new, or in the place of the one with this id. Rejects when there is no room.
 * @property {(id: string) => Promise<void>} remove
 * @property {(before: number) => Promise<void>} forget all owners' items of before `before`, ms
 */

/** @typedef {{id: string, owner: string, at: number, [field: string]: any}} Stored */

/**
 * @typedef {object} Marks
 * @property {boolean} kept whether they survive a reload
 * @property {(key: string) => string | null} get
 * @property {(key: string, value: string | null) => boolean} set null removes; false when it could not be kept
 * @property {() => string[]} keys
 */

const DATABASE = "speelveld";
const STORE = "outbox";
const OPEN_MS = 2_000;

/**
 * @param {boolean} [kept]
 * @returns {Shelf}
 */
export function memoryShelf(kept = false) {
  /** @type {Map<string, Stored>} */
  const items = new Map();
  return {
    kept,
    all: async (owner) => [...items.values()].filter((item) => item.owner === owner),
    put: async (item) => void items.set(item.id, item),
    remove: async (id) => void items.delete(id),
    forget: async (before) => {
      for (const item of [...items.values()]) if (item.at < before) items.delete(item.id);
    },
  };
}

/**
 * IndexedDB; memory when there is none, or when it does not open within 2 s (some browsers hang there).
 *
 * @returns {Promise<Shelf>}
 */
export async function openShelf() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  try {
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("indexeddb-hangs")), OPEN_MS);
    });
    const database = await Promise.race([openDatabase(), /** @type {Promise<never>} */ (late)]);
    return databaseShelf(database);
  } catch {
    return memoryShelf();
  } finally {
    clearTimeout(timer);
  }
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { keyPath: "n", autoIncrement: true });
      store.createIndex("owner", "owner");
      store.createIndex("id", "id", { unique: true });
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => database.close();
      resolve(database);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("indexeddb-blocked"));
  });
}

/**
 * @param {IDBDatabase} database
 * @returns {Shelf}
 */
function databaseShelf(database) {
  /**
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore, done: (value: any) => void) => void} work
   * @returns {Promise<any>} what `done` was given, once it is on the disk
   */
  const transact = (mode, work) =>
    new Promise((resolve, reject) => {
      // `strict` waits for the disk: what says "on this phone" must be there after the battery has died.
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      /** @type {any} */
      let answer;
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = () => reject(transaction.error);
      work(transaction.objectStore(STORE), (value) => {
        answer = value;
      });
    });
  return {
    kept: true,
    all: (owner) =>
      transact("readonly", (store, done) => {
        const request = store.index("owner").getAll(owner);
        request.onsuccess = () => done(request.result);
      }),
    put: (item) =>
      transact("readwrite", (store) => {
        const request = store.index("id").getKey(item.id);
        request.onsuccess = () => store.put(request.result === undefined ? item : { ...item, n: request.result });
      }),
    remove: (id) =>
      transact("readwrite", (store) => {
        const request = store.index("id").getKey(id);
        request.onsuccess = () => request.result !== undefined && store.delete(request.result);
      }),
    forget: (before) =>
      transact("readwrite", (store) => {
        const request = store.openCursor();
        request.onsuccess = () => {
          const cursor = request.result;
          if (!cursor) return;
          if (cursor.value.at < before) cursor.delete();
          cursor.continue();
        };
      }),
  };
}

/**
 * @param {boolean} [kept]
 * @returns {Marks}
 */
export function memoryMarks(kept = false) {
  /** @type {Map<string, string>} */
  const marks = new Map();
  return {
    kept,
    get: (key) => marks.get(key) ?? null,
    set: (key, value) => {
      if (value === null) marks.delete(key);
      else marks.set(key, value);
      return kept;
    },
    keys: () => [...marks.keys()],
  };
}

/** @returns {Marks} localStorage; memory when it is missing, full from the start or forbidden */
export function openMarks() {
  try {
    const storage = window.localStorage;
    // The stand-in of spare_storage.js, where the browser has none.
    if (Symbol.for("speelveld.spare") in storage) return memoryMarks();
    const probe = `${DATABASE}:probe`;
    storage.setItem(probe, "1");
    storage.removeItem(probe);
    return localMarks(storage);
  } catch {
    return memoryMarks();
  }
}

/**
 * @param {Storage} storage
 * @returns {Marks}
 */
function localMarks(storage) {
  return {
    kept: true,
    get: (key) => {
      try {
        return storage.getItem(key);
      } catch {
        return null;
      }
    },
    set: (key, value) => {
      try {
        if (value === null) storage.removeItem(key);
        else storage.setItem(key, value);
        return true;
      } catch {
        return false;
      }
    },
    keys: () => {
      try {
        return Object.keys(storage);
      } catch {
        return [];
      }
    },
  };
}

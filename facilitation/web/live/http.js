// @ts-check
/** Talking with the API: JSON in and out, problem documents as errors with a sentence for the reader. */
import { currentLanguage } from "./language.js";

/** A refusal by the server (`code` and `message` from its problem document) or no answer at all (`code: "offline"`). */
export class Problem extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {number} status
   * @param {Readonly<Record<string, any>>} [details] the whole problem document
   */
  constructor(code, message, status, details = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/**
 * @param {"GET" | "POST" | "PUT" | "DELETE"} method
 * @param {string} path
 * @param {unknown} [body] sent as JSON; a file as it is
 * @returns {Promise<any>} The JSON answer; null when there is none.
 */
export async function request(method, path, body) {
  const file = body instanceof Blob;
  let answer;
  try {
    answer = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: {
        "Accept-Language": currentLanguage(),
        ...(body === undefined || file ? {} : { "Content-Type": "application/json" }),
      },
      body: body === undefined || file ? body : JSON.stringify(body),
    });
  } catch {
    throw new Problem("offline", "", 0);
  }
  const json = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : null;
  if (!answer.ok) throw new Problem(json?.code ?? "error", json?.detail ?? json?.title ?? "", answer.status, json ?? {});
  return json;
}

// @ts-check
/**
 * Copying to the clipboard, also on plain http, where a phone has no clipboard for programs.
 *
 * Exports
 *   copyText(text)   -> Promise<boolean>   whether it was copied
 *   copyField(id)    -> Promise<boolean>   the same for what stands in a field, also inside a dialog
 */

/** @param {string} text @returns {Promise<boolean>} */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelecting(text);
  }
}

/** @param {string} text */
function copyBySelecting(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  field.setSelectionRange(0, text.length);
  try {
    // The old way is the only one that works without a secure context.
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
  }
}

/** @param {string} id of the field @returns {Promise<boolean>} */
export async function copyField(id) {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLInputElement)) return false;
  field.select();
  const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
  // Behind an open dialog nothing can be selected, so the old way takes the field itself.
  return copied || document.execCommand("copy");
}

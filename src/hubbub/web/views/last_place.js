// The conversation that was open last, for when the page is opened again.

const KEPT = "hubbub.last";
const LOBBY = 0;

/** @param {number} conversation */
export function remember(conversation) {
  try {
    localStorage.setItem(KEPT, String(conversation));
  } catch {
    // storage may be forbidden; the lobby is a good beginning, too
  }
}

/** @returns {{name: "conversation", id: number}} */
export function recall() {
  let id = LOBBY;
  try {
    id = Number(localStorage.getItem(KEPT) ?? LOBBY) || LOBBY;
  } catch {
    // as above
  }
  return { name: "conversation", id };
}

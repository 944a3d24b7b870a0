/** Messages of one kind to one address within `WINDOW_MS`, above which what follows is held back and folded. */
export const USUAL_FLOOD_LIMIT = 20;
export const WINDOW_MS = 10 * 60_000;
/** For so long what is held back gathers, before it leaves as one message. */
export const GATHER_MS = 5 * 60_000;
/** In one message; what is more leaves in another. */
export const MOST_IN_ONE = 200;

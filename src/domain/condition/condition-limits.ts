/** The longest condition text, in bytes of UTF-8 (conditions.md §6). */
export const MAX_CONDITION_BYTES = 8192;

/** How many parentheses and negations may stand inside each other: no text can exhaust the stack. */
export const MAX_CONDITION_NESTING = 100;

/** The most pairs that a comparison of two literal sets may ask for: no text can make evaluation slow. */
export const MAX_LITERAL_PAIRS = 16_384;

/** What more there is to say of an element: shown by `Hints` when somebody stays on it, and told to screen readers. */
export function hint(text: string) {
  return { 'data-hint': text, 'aria-description': text } as const;
}

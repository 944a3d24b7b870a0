let typed = '';

function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape') takeEarlyKeys();
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  typed += event.key;
}

/** Keeps what is typed from now on, until the field that it is for has the focus. */
export function catchEarlyKeys(): void {
  typed = '';
  addEventListener('keydown', onKey, true);
}

/** What was typed before the field was there; from now on keys go to it. */
export function takeEarlyKeys(): string {
  removeEventListener('keydown', onKey, true);
  const taken = typed;
  typed = '';
  return taken;
}

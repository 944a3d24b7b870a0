const FORM = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,127}$/u;

/** A sign-in name in the one form in which names are kept and compared; null where it can be none. */
export function signInNameOf(typed: string): string | null {
  const name = typed.normalize('NFKC').trim().toLowerCase();
  return FORM.test(name) ? name : null;
}

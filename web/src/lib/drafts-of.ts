const OWNER = 'brevet.drafts-of';
const DRAFT = 'brevet.draft.';

/**
 * Notes who is signed in. Whatever somebody else typed in this tab is forgotten; true where somebody else did use it, whose
 * page this may still be.
 */
export function keepDraftsOf(personId: string): boolean {
  try {
    const before = sessionStorage.getItem(OWNER);
    sessionStorage.setItem(OWNER, personId);
    if (before === null || before === personId) return false;
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT)) sessionStorage.removeItem(key);
    return true;
  } catch {
    // not allowed: then nothing is kept either
    return false;
  }
}

import type { Violation } from '../errors.ts';

/** Why nobody changes a principal here: its directory does. null where it is administered here. */
export function whyKeptElsewhere(
  { sourceId, principal }: { readonly sourceId: string | null; readonly principal: { readonly displayName: string } },
  field: string | null = null,
): Violation | null {
  if (sourceId === null) return null;
  return {
    code: 'ownedByDirectory',
    given: sourceId,
    ...(field === null ? {} : { field }),
    message: `\`${principal.displayName}\` is kept by the directory \`${sourceId}\`; change it there, or release it from the directory first`,
  };
}

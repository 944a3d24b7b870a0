/** What is around every letter in English. */
export const englishFrame = {
  language: 'en',
  product: 'Brevet',
  footer:
    'Brevet sent this because you hold, ask for, approve or administer this access. Nothing is decided by a link alone: you sign in first.',
} as const;

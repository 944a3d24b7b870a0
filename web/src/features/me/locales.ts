const usual = [
  'en-GB',
  'en-US',
  'en-CA',
  'en-IN',
  'de-DE',
  'fr-FR',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'ja-JP',
];

export interface LocaleChoice {
  readonly locale: string;
  /** Its region and how a date looks there. */
  readonly label: string;
}

/** Language tags to choose from: that chosen, those of the browser, and usual ones; one for each region. */
export function localeChoices(chosen: string | null, at: number): readonly LocaleChoice[] {
  const regions = new Intl.DisplayNames('en', { type: 'region' });
  const found = new Map<string, LocaleChoice>();
  for (const locale of [...(chosen === null ? [] : [chosen]), ...navigator.languages, ...usual]) {
    const { region } = new Intl.Locale(locale);
    if (region === undefined || found.has(region)) continue;
    // the words of mail are English: of a locale the region counts
    const format = new Intl.DateTimeFormat(`en-${region}`, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'UTC',
    });
    found.set(region, { locale, label: `${regions.of(region) ?? region} (${format.format(at)})` });
  }
  return [...found.values()];
}

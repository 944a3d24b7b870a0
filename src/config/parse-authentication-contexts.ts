/** What a sign-in must say of itself to satisfy an authentication context, or to count as a second factor. */
export interface AuthenticationContextSetting {
  readonly acr: readonly string[];
  readonly amr: readonly string[];
  /** ISO 8601; null: of any age. */
  readonly maximumAge: string | null;
}

const NAME = /^(?:c[1-9]\d?|mfa)$/;
const MEMBERS = ['acr', 'amr', 'maxAge'];
/** As one of the words of `acr_values`, which have spaces between them. */
const WORD = /^[\x21-\x7e]{1,200}$/;
const MOST_WORDS = 20;
const AGE = /^(?=P.*\d)P(?:\d{1,3}D)?(?:T(?:\d{1,4}H)?(?:\d{1,5}M)?(?:\d{1,6}S)?)?$/;
const LONGEST_DAYS = 366;

/** Reads what each name is mapped to; undefined where any of it is wrong. */
export function parseAuthenticationContexts(
  text: string,
): ReadonlyMap<string, AuthenticationContextSetting> | undefined {
  const contexts = new Map<string, AuthenticationContextSetting>();
  for (const [name, given] of Object.entries(parseObject(text) ?? {})) {
    const context = NAME.test(name) ? parseContext(name, given) : undefined;
    if (context === undefined) return undefined;
    contexts.set(name, context);
  }
  return contexts.size === 0 ? undefined : contexts;
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function parseContext(name: string, given: unknown): AuthenticationContextSetting | undefined {
  if (!isObject(given) || Object.keys(given).some((member) => !MEMBERS.includes(member))) return undefined;
  const { acr, amr, maxAge } = given as Readonly<Record<string, unknown>>;
  if (!isWordsOrLeftOut(acr) || !isWordsOrLeftOut(amr) || !isAgeOrLeftOut(maxAge)) return undefined;
  const saysHow = acr !== undefined || amr !== undefined;
  // a second factor has no age of its own: the settings of each role say how old it may be
  if (name === 'mfa' ? !saysHow || maxAge !== undefined : !saysHow && maxAge === undefined) return undefined;
  return { acr: acr ?? [], amr: amr ?? [], maximumAge: maxAge ?? null };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWordsOrLeftOut(value: unknown): value is readonly string[] | undefined {
  if (value === undefined) return true;
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_WORDS) return false;
  return new Set(value).size === value.length && value.every((word) => typeof word === 'string' && WORD.test(word));
}

/** From a second to 366 days; days count 24 hours. */
function isAgeOrLeftOut(value: unknown): value is string | undefined {
  if (value === undefined) return true;
  if (typeof value !== 'string' || !AGE.test(value) || value.endsWith('T')) return false;
  const seconds = Temporal.Duration.from(value).total({ unit: 'seconds' });
  return seconds >= 1 && seconds <= LONGEST_DAYS * 86_400;
}

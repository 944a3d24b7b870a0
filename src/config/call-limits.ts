/** How many calls a minute are served; Infinity: any number. */
export interface CallLimits {
  readonly callsPerCaller: number;
  readonly decisionsPerCaller: number;
  readonly callsPerAddress: number;
  readonly signInCallsPerAddress: number;
  readonly accessQuestionsPerCaller: number;
}

export interface LimitDescription {
  readonly name: string;
  readonly meaning: string;
  /** While it is not set. */
  readonly usual: number;
}

const MOST = 10_000_000;
export const ALLOWED_LIMIT = `a whole number from 1 to ${MOST}, or \`off\``;
const OFF = Number.POSITIVE_INFINITY;

export const callLimits: Readonly<Record<keyof CallLimits, LimitDescription>> = {
  callsPerCaller: { name: 'BREVET_CALLS_PER_CALLER', meaning: 'calls a minute of one caller', usual: 6000 },
  decisionsPerCaller: {
    name: 'BREVET_DECISIONS_PER_CALLER',
    meaning: 'the same for deciding requests and taking access away, which other calls do not hold up',
    usual: 3000,
  },
  callsPerAddress: {
    name: 'BREVET_CALLS_PER_ADDRESS',
    meaning: 'calls a minute from one address, before it is known who calls',
    usual: 60_000,
  },
  signInCallsPerAddress: {
    name: 'BREVET_SIGN_IN_CALLS_PER_ADDRESS',
    meaning: 'calls a minute from one address for signing in and for tokens of the embedded provider',
    usual: 6000,
  },
  accessQuestionsPerCaller: {
    name: 'BREVET_ACCESS_QUESTIONS_PER_CALLER',
    meaning: 'access questions a minute of one caller',
    usual: OFF,
  },
};

/** Calls a minute; Infinity for `off`, undefined where it is neither. */
export function parseLimit(text: string): number | undefined {
  if (text.toLowerCase() === 'off') return OFF;
  return /^[1-9]\d{0,7}$/.test(text) && Number(text) <= MOST ? Number(text) : undefined;
}

/** The word for a limit. */
export function presentLimit(limit: number): string {
  return limit === OFF ? 'off' : String(limit);
}

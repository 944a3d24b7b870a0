import { isIPv6 } from 'node:net';
import { afterTry, pauseBefore, type TryRule } from '../../domain/account/try-budget.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { forgetTryBudget, keepTryBudget, tryBudget } from '../../ledger/vault/try-budget.ts';
import { secretDigest } from '../secret-digest.ts';

/** Who tries. */
export interface TryBy {
  /** The account, by whatever name was typed, whether or not anybody has it. */
  readonly account: string;
  readonly what: 'password' | 'code';
  readonly address: string;
  /** The name of a browser in which this very account has signed in before. */
  readonly knownDevice: string | null;
}

/** Slows down who guesses. */
export interface SignInThrottle {
  /** Takes one try, which counts as failed; milliseconds to wait where it is not taken, else 0. */
  take(by: TryBy): Promise<number>;
  /** The try that was taken succeeded. */
  succeeded(by: TryBy): Promise<void>;
}

const MINUTE = 60_000;

const rules = {
  /** One account from browsers that it does not know, wherever they are. */
  account: { free: 20, longestPauseMs: 15 * MINUTE },
  /** The same from one address. */
  accountAndSource: { free: 5, longestPauseMs: 15 * MINUTE },
  /** One address, whatever account it tries. */
  source: { free: 60, longestPauseMs: 5 * MINUTE },
  /** One account from a browser that it knows: its own budget, which no stranger can use up. */
  device: { free: 10, longestPauseMs: 5 * MINUTE },
} as const satisfies Record<string, TryRule>;

interface Counted {
  readonly key: string;
  readonly rule: TryRule;
  /** Whether a success shows that the failures before were the person's own. */
  readonly isOwn: boolean;
}

function countedFor({ account, what, address, knownDevice }: TryBy): readonly Counted[] {
  const key = (...parts: readonly string[]) => secretDigest(['try', what, ...parts].join('\n'));
  if (knownDevice !== null) {
    return [{ key: key('device', account, knownDevice), rule: rules.device, isOwn: true }];
  }
  const source = sourceOf(address);
  return [
    { key: key('account', account), rule: rules.account, isOwn: false },
    { key: key('both', account, source), rule: rules.accountAndSource, isOwn: true },
    { key: key('source', source), rule: rules.source, isOwn: false },
  ];
}

/** In IPv6 whoever has one address has the 2^64 beside it. */
function sourceOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const [head = '', tail] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}

/**
 * Counts tries in the database, so that replicas and restarts know them. A try counts before it is checked: who sends a
 * thousand at once gets no more than one after the other. Nobody is locked out: passkeys cannot be guessed and are not
 * counted, and a browser that the account knows has a budget of its own.
 */
export function signInThrottle({
  ledger,
  clock,
}: {
  readonly ledger: Pick<Ledger, 'writeFollower'>;
  readonly clock: () => Temporal.Instant;
}): SignInThrottle {
  return {
    take(by) {
      const counted = countedFor(by);
      return ledger.writeFollower(async (tx) => {
        const now = clock().epochMilliseconds;
        const budgets = [];
        for (const { key, rule } of counted) budgets.push({ key, rule, budget: await tryBudget(tx, key) });
        const pause = Math.max(...budgets.map(({ budget, rule }) => pauseBefore(budget, rule, now)));
        if (pause > 0) return pause;
        for (const { key, budget } of budgets) {
          await keepTryBudget(tx, key, afterTry(budget, now));
        }
        return 0;
      });
    },
    succeeded(by) {
      return ledger.writeFollower(async (tx) => {
        for (const { key, isOwn } of countedFor(by)) {
          const budget = await tryBudget(tx, key);
          if (budget === null) continue;
          const failures = isOwn ? 0 : budget.failures - 1;
          if (failures <= 0) await forgetTryBudget(tx, key);
          else await keepTryBudget(tx, key, { ...budget, failures });
        }
      });
    },
  };
}

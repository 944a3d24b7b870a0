import type { ActiveRole, EligibleRole, Me, PendingApproval } from '../lib/api-types.ts';
import { minutesInWords } from '../lib/duration.ts';
import type { Found } from '../lib/find-query.ts';
import { strings } from '../strings.ts';
import { type NavTarget, navItems } from './nav-items.ts';

const words = strings.palette;
const MOST = 12;

/** What the palette leads to. */
export type Target =
  | { readonly page: NavTarget | '/me' | '/me/notifications' | '/approvals/decided' | '/my-audit' }
  | { readonly activate: string; readonly minutes: number | null }
  | { readonly request: string }
  | { readonly active: string }
  | { readonly found: Found };

export interface Command {
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  /** Found by this too, which is not shown. */
  readonly also?: string;
  readonly target: Target;
}

export interface Known {
  readonly me: Me | null;
  readonly eligible: readonly EligibleRole[];
  readonly active: readonly ActiveRole[];
  readonly approvals: readonly PendingApproval[];
  /** What the server found for the text. */
  readonly found: readonly Found[];
}

const DURATION = /^(\d{1,2})(h|m|min)$/;

/** What fits to all of the words; a word such as `2h` says for how long. */
export function findCommands(text: string, known: Known): readonly Command[] {
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
  const durations = typed.flatMap((word) => DURATION.exec(word) ?? []);
  const minutes = durations.length === 0 ? null : Number(durations[1]) * (durations[2] === 'h' ? 60 : 1);
  const searched = typed.filter((word) => !DURATION.test(word));
  const fits = ({ label, kind, also = '' }: Command) => {
    const where = `${kind} ${also} ${label}`.toLowerCase();
    return searched.every((word) => where.includes(word));
  };
  const commands = [...commandsFor(known, minutes)].filter(fits);
  // what one can do comes first, and leaves room for what was found
  const found = known.found.map(commandFor).slice(0, MOST - Math.min(commands.length, MOST / 2));
  return [...commands.slice(0, MOST - found.length), ...found];
}

function commandFor(found: Found): Command {
  const { kind, id, name, detail } = found;
  const label = detail === null ? name : `${name} · ${detail}`;
  return { key: `${kind} ${id}`, label, kind: words.found[kind], target: { found } };
}

function* commandsFor({ me, eligible, active, approvals }: Known, minutes: number | null): Generator<Command> {
  for (const { id, role, scope, whyNotActivate } of eligible) {
    const label = `${role.name} · ${scope.displayName}`;
    if (whyNotActivate === null) {
      const kind = minutes === null ? words.activate : words.activateFor(minutesInWords(minutes));
      yield { key: `activate ${id}`, label, kind, target: { activate: id, minutes } };
    } else if (whyNotActivate.code === 'pendingRequestExists' && whyNotActivate.requestId !== null) {
      const target = { request: whyNotActivate.requestId };
      yield { key: `waits ${id}`, label, kind: words.waits, also: words.activate, target };
    }
  }
  for (const { id, role, scope, requestor } of approvals) {
    const label = `${requestor.displayName} · ${role.name} · ${scope.displayName}`;
    yield { key: `approve ${id}`, label, kind: words.decide, also: words.alsoDecide, target: { request: id } };
  }
  for (const { id, role, scope, assignmentType } of active) {
    if (assignmentType !== 'activated') continue;
    const label = `${role.name} · ${scope.displayName}`;
    yield { key: `deactivate ${id}`, label, kind: words.deactivate, target: { active: id } };
  }
  for (const { to, label, isFor } of navItems) {
    if (me !== null && isFor(me)) yield { key: to, label, kind: words.page, target: { page: to } };
  }
  const others = {
    '/approvals/decided': strings.pages.decided,
    '/my-audit': strings.pages.myAudit,
    '/me': strings.pages.me,
    '/me/notifications': strings.frame.telling,
  } as const;
  for (const [page, label] of Object.entries(others)) {
    yield { key: page, label, kind: words.page, target: { page: page as keyof typeof others } };
  }
}

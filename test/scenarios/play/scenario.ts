import type { demoRoles, demoScopes } from '../../../src/demo/demo-organisation.ts';
import type { PolicyRuleName, ViolationCode } from '../../../src/domain/errors.ts';
import type { PolicyRules } from '../../../src/domain/policy/policy.ts';
import type { RequestType } from '../../../src/domain/request/request.ts';
import type { RequestStatus } from '../../../src/domain/request/request-status.ts';
import type { ScheduleKind } from '../../../src/domain/schedule.ts';
import type { SentenceId } from '../sentences.ts';
import type { InsightState } from './insight.ts';

/** A person or group of the demo organisation, or one of the scenario's own cast, by name. */
export type Who = string;
export type RoleName = keyof typeof demoRoles;
/** A scope of the demo organisation by name, or a path. */
export type ScopeName = keyof typeof demoScopes | 'root' | `/${string}`;
/** ISO 8601, counted from the present moment of the story. */
export type Offset = string;

/**
 * One story as a table: who is there, which settings hold, what happens, and what is so after each step. The demo
 * organisation is always there. The same table is played through the commands and through every surface.
 */
export interface Scenario {
  /** Outcome, then condition. */
  readonly name: string;
  /** The sentences of the rules that it proves. */
  readonly proves: readonly [SentenceId, ...SentenceId[]];
  /** Who is there beside the people of the demo. */
  readonly cast?: readonly Member[];
  /** What the administrator wrote into the settings before the story begins. */
  readonly policies?: readonly WrittenRules[];
  /** Every look at the clock moves it by a millisecond; it stands still unless told. */
  readonly clock?: 'ticking';
  readonly steps: readonly Step[];
}

export interface Member {
  readonly name: Who;
  /** A stranger has no place in the organisation, and nobody signs them in. */
  readonly kind: 'user' | 'group' | 'servicePrincipal' | 'stranger';
  /** Where they get mail; nowhere unless told. */
  readonly email?: string;
  /** Of a group. */
  readonly members?: readonly Who[];
  /** Of a service principal or a group. */
  readonly owners?: readonly Who[];
  /** A new one unless told; where a scope of the story is made of it. */
  readonly id?: string;
}

export interface WrittenRules {
  readonly role: RoleName;
  readonly scope: ScopeName;
  readonly rules: Partial<PolicyRules>;
}

/** How a step is refused: the code of the domain, with what else must be said; each surface has its own shape for it. */
export interface Refused {
  readonly code: ViolationCode;
  /** With `policyRulesUnmet`: every rule that is named, in this order. */
  readonly rules?: readonly PolicyRuleName[];
  readonly field?: string;
  /** The caller may not know that the thing is there: over HTTP it is not found. */
  readonly isHidden?: true;
  /** The authentication context of the sign-in that is asked for, where the rules alone do not say it. */
  readonly asksFor?: string;
  /** Nobody is signed in: over HTTP that is all that is said. */
  readonly isUnknown?: true;
  /** Nothing but another sign-in is missing, and the caller can get none: a program. */
  readonly isFinal?: true;
}

/** Done, unless it is to be refused. */
export type Ending = ViolationCode | Refused;

interface Common {
  readonly refused?: Ending;
  /** What is so afterwards. */
  readonly after?: State;
}

/** One of the nine requests. The holder asks for `self…`, Grace for `admin…`, unless `by` names another. */
export interface RequestStep extends Common {
  readonly does: RequestType;
  readonly who: Who;
  readonly by?: Who;
  /** Active unless told otherwise. */
  readonly kind?: ScheduleKind;
  readonly role: RoleName;
  /** Production unless told otherwise. */
  readonly scope?: ScopeName;
  /** A custom start. */
  readonly from?: Offset;
  /** A length; where nothing is said, two hours for an activation and 30 days for an assignment. */
  readonly lasting?: string;
  readonly until?: Offset;
  /** A start or an end as it is written. */
  readonly fromText?: string;
  readonly untilText?: string;
  readonly isPermanent?: true;
  readonly justification?: string | null;
  readonly ticket?: { readonly number: string | null; readonly system: string | null } | null;
  readonly condition?: string;
  readonly conditionVersion?: string;
  /** The request whose eligibility is activated. */
  readonly onEligibilityOf?: string;
  /** The request whose schedule is meant. */
  readonly target?: string;
  /** What the sign-in proved: `mfa`, `c1` ... `c99`. */
  readonly proofs?: readonly string[];
  /** When the person signed in, such as `-PT10M`; not known unless told. */
  readonly signedIn?: Offset;
  /** The proof that it names. */
  readonly proof?: string;
  /** What the request is called from here on. */
  readonly as?: string;
  /** Asks only what the answer would be. */
  readonly isDryRun?: true;
}

/** Somebody proves a second factor for the request that is described, which `as` names. */
export type ProveStep = Omit<RequestStep, 'does' | 'proofs' | 'proof' | 'isDryRun'> & {
  readonly does: 'prove';
  readonly for?: 'selfActivate' | 'selfExtend';
  readonly as: string;
};

export interface DecideStep extends Common {
  readonly does: 'approve' | 'deny';
  readonly by: Who;
  readonly request: string;
  readonly justification?: string | null;
  /** Less than was asked for. */
  readonly lasting?: string;
  readonly scope?: ScopeName;
}

/** An administrator answers a request to extend or renew, and may set another kind, start and length. */
export interface AnswerStep extends Common {
  readonly does: 'grant' | 'refuse';
  readonly by: Who;
  readonly request: string;
  readonly justification?: string | null;
  readonly kind?: ScheduleKind;
  readonly from?: Offset;
  readonly lasting?: string;
}

/** An administrator reviews an approval that was drawn. */
export interface ReviewStep extends Common {
  readonly does: 'review';
  readonly by: Who;
  readonly request: string;
}

export interface CancelStep extends Common {
  readonly does: 'cancel';
  readonly by: Who;
  readonly request: string;
}

export interface SetRulesStep extends Common, WrittenRules {
  readonly does: 'setRules';
  /** Grace unless told otherwise. */
  readonly by?: Who;
}

export interface PrincipalStep extends Common {
  readonly does: 'disable' | 'enable';
  readonly who: Who;
  readonly by?: Who;
}

export interface MembershipStep extends Common {
  readonly does: 'join' | 'leave';
  readonly who: Who;
  readonly group: Who;
  readonly by?: Who;
}

/** Time passes; timers run only when they are told to. */
export interface TimeStep extends Common {
  readonly does: 'wait';
  readonly lasting: string;
}

export interface TimersStep extends Common {
  readonly does: 'runTimers';
}

/** Nothing happens; only the state is looked at. */
export interface LookStep extends Common {
  readonly does: 'look';
}

/** Several at the same moment; how they end, in any order. */
export interface TogetherStep extends Common {
  readonly does: 'atOnce';
  readonly steps: readonly ActionStep[];
  readonly endings: readonly ('done' | ViolationCode)[];
}

/** What somebody does, and a surface may have. */
export type ActionStep =
  | RequestStep
  | ProveStep
  | DecideStep
  | AnswerStep
  | ReviewStep
  | CancelStep
  | SetRulesStep
  | PrincipalStep
  | MembershipStep;
export type Step = ActionStep | TimeStep | TimersStep | LookStep | TogetherStep;

export interface AccessQuestion {
  readonly who: Who;
  /** Restarting a virtual machine unless told otherwise. */
  readonly action?: string;
  readonly isDataAction?: true;
  /** The web server unless told otherwise. */
  readonly scope?: ScopeName;
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly is: boolean;
}

/** What is so at this moment, asked of the surface where it has the question. */
export interface State extends InsightState {
  /** Who may restart the web server. */
  readonly may?: Readonly<Record<Who, boolean>>;
  readonly asked?: readonly AccessQuestion[];
  /** The state of requests; people are shown one of five words for it. */
  readonly requests?: Readonly<Record<string, RequestStatus>>;
  /** Which requests wait for somebody's decision. */
  readonly toDecide?: Readonly<Record<Who, readonly string[]>>;
  /** Where the settings of a role at a scope were written; null: they are the default. */
  readonly settings?: ReadonlyArray<{
    readonly role: RoleName;
    readonly scope: ScopeName;
    readonly from: ScopeName | null;
  }>;
  /** The time of the schedule of a request: from and to as offsets from the start of the story; null has no end. */
  readonly times?: Readonly<Record<string, readonly [from: Offset, to: Offset | null]>>;
}

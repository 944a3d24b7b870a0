/** One sentence of the rules, as short as it can be proven. */
export interface Sentence {
  /** Chapter, group, number: stable, and what scenarios name. */
  readonly id: string;
  readonly text: string;
  /** What of it the product does not do yet, so that nothing can prove it. */
  readonly waits?: string;
}

export interface SentenceGroup {
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

/** What the product promises in chapters 2 to 5 and 7 of its rules; every sentence has a scenario that proves it. */
export const sentenceGroups = [
  {
    title: 'Role settings: activation (§2)',
    sentences: [
      { id: '2.activation.1', text: 'One policy per role and scope; 17 rules, ids as on the wire.' },
      {
        id: '2.activation.2',
        text: 'Activation: maximum duration 30 min to 24 h in 30 min steps on the wire (minutes inside), default 8 h;',
      },
      { id: '2.activation.3', text: 'require none | MFA | authentication context (`c1`..`c99`);' },
      {
        id: '2.activation.4',
        text: 'require justification (default on), ticket (default off), approval (default off);',
      },
      { id: '2.activation.5', text: 'approvers: users and groups.' },
    ],
  },
  {
    title: 'Role settings: assignment (§2)',
    sentences: [
      {
        id: '2.assignment.1',
        text: 'Assignment: permanent eligible allowed (default on for directory roles, off for the rest),',
      },
      { id: '2.assignment.2', text: 'eligible at most 15/30/90/180/365 days (default 365);' },
      { id: '2.assignment.3', text: 'permanent active allowed (default off for high-risk roles),' },
      { id: '2.assignment.4', text: 'active at most as above (default 180);' },
      { id: '2.assignment.5', text: 'MFA and justification asked from the admin who makes an active assignment.' },
      { id: '2.assignment.6', text: 'Notification: 9 cells (below).' },
    ],
  },
  {
    title: 'Role settings: beyond the original (§2)',
    sentences: [
      {
        id: '2.beyond.1',
        text: "Beyond Microsoft's (all off by default): approval window 15 min to 7 days (default 24 h),",
      },
      { id: '2.beyond.2', text: 'approvals needed (n distinct people),' },
      { id: '2.beyond.3', text: 'second stage,' },
      {
        id: '2.beyond.4',
        text: 'justification quality (minimum length, refused phrases such as "need admin access", ticket pattern),',
      },
      { id: '2.beyond.5', text: 'freshness of the second factor,' },
      { id: '2.beyond.6', text: 'spot-audit share.' },
    ],
  },
  {
    title: 'Role settings: where they apply (§2)',
    sentences: [
      {
        id: '2.reach.1',
        text: "Policies apply to the scope they are written at and, where a scope has none of its own, the nearest ancestor's, else the default.",
      },
      { id: '2.reach.2', text: 'The effective policy names where it came from.' },
      {
        id: '2.reach.3',
        text: "A policy that nobody could satisfy (approval without a reachable approver other than the requestor; the role's only holders as its only approvers on the admin role) is refused or warned about when it is written.",
      },
      { id: '2.reach.4', text: 'Fewer than 2 approvers warns.' },
    ],
  },
  {
    title: 'Requests: states (§3)',
    sentences: [
      {
        id: '3.states.1',
        text: 'Requests: nine actions adminAssign, adminUpdate, adminRemove, adminExtend, adminRenew, selfActivate, selfDeactivate, selfExtend, selfRenew.',
      },
      {
        id: '3.states.2',
        text: 'States: Accepted -> PendingApproval -> (Denied | Canceled | TimedOut | Approved) -> PendingScheduleCreation (future start) -> Provisioned -> Revoked.',
      },
      { id: '3.states.3', text: 'People are shown five: Pending, Approved, Denied, Expired, Canceled.' },
      { id: '3.states.4', text: 'Terminal states never leave.' },
      { id: '3.states.5', text: 'What is asked cannot be changed after it is submitted.' },
    ],
  },
  {
    title: 'Requests: activate (§3)',
    sentences: [
      { id: '3.activate.1', text: 'Activate: needs an eligibility (direct or through a group) live at the start;' },
      { id: '3.activate.2', text: 'same or narrower scope;' },
      { id: '3.activate.3', text: 'same role;' },
      { id: '3.activate.4', text: 'duration from 5 min to the maximum;' },
      { id: '3.activate.5', text: 'custom start in the future (at most 90 days ahead);' },
      {
        id: '3.activate.6',
        text: 'end capped by the end of the eligibility, refused rather than shortened silently;',
      },
      { id: '3.activate.7', text: "the condition at least as narrow as the eligibility's." },
      {
        id: '3.activate.8',
        text: 'Missing things are all named at once (`["JustificationRule","MfaRule",...]`), so that one answer tells the person everything;',
      },
      {
        id: '3.activate.9',
        text: 'a dry run (`validate`, `isValidationOnly`) gives the same answer as the real thing.',
      },
      { id: '3.activate.10', text: 'One open request per principal, role and scope; a second gives a conflict.' },
      {
        id: '3.activate.11',
        text: 'When approval delays it, the duration counts from the approval (or the custom start if later);',
      },
      { id: '3.activate.12', text: 'a custom start that passes while pending moves to the approval.' },
    ],
  },
  {
    title: 'Requests: deactivate, assign, update, remove (§3)',
    sentences: [
      { id: '3.deactivate.1', text: 'Deactivate: by the holder, not in the first 5 minutes.' },
      { id: '3.deactivate.2', text: 'An administrator may remove an activation at any time.' },
      { id: '3.assign.1', text: 'Assign: by whoever may write assignments at that scope;' },
      { id: '3.assign.2', text: 'at least 5 minutes long;' },
      { id: '3.assign.3', text: "within the policy's limits;" },
      { id: '3.assign.4', text: "not beyond the assigner's own authority." },
      {
        id: '3.assign.5',
        text: 'Last enabled administrator (Global Administrator / Owner at root) can never be removed, disabled, expired or converted, also not by two admins at once.',
      },
      { id: '3.update.1', text: 'Update: change start, end, eligible <-> active.' },
      { id: '3.remove.1', text: 'Remove: ends it now; a running activation from a removed eligibility ends too.' },
    ],
  },
  {
    title: 'Requests: extend and renew (§3)',
    sentences: [
      {
        id: '3.extend.1',
        text: 'Extend: open in the last 14 days of a time-bound assignment that is direct (not through a group);',
      },
      {
        id: '3.extend.2',
        text: 'asks an admin, who may set start, end and type; it prolongs the assignment, never the running activation.',
      },
      { id: '3.renew.1', text: 'Renew: the same after expiry, for 30 days.' },
      {
        id: '3.renew.2',
        text: 'Extend and renew requests are decided in the portal and JSON API (the ARM surface answers that it is not supported there).',
      },
      {
        id: '3.prolong.1',
        text: 'Extend a running activation: the same checks as a new activation, appended without a gap; total within the maximum.',
      },
    ],
  },
  {
    title: 'Approval: who decides (§4)',
    sentences: [
      {
        id: '4.approvers.1',
        text: 'Approvers: those named by the effective policy; if none: Global Administrators and Privileged Role Administrators (directory roles), Owners and User Access Administrators at the scope (resource roles), group owners (groups).',
      },
      {
        id: '4.approvers.2',
        text: 'Resolved live, group members included, at the moment of the decision: who was removed can no longer decide.',
      },
      {
        id: '4.own.1',
        text: 'Nobody decides their own request: not as admin, not through a nested group, not through a service principal they own, not with a role that this very request gave.',
      },
      {
        id: '4.decision.1',
        text: 'The first decision resolves a one-approval request; later ones get a conflict that names the decision.',
      },
      { id: '4.decision.2', text: 'Where n are needed, n distinct people; one denial is final.' },
      {
        id: '4.decision.3',
        text: 'Window 24 h by default; then the request is Expired (also if no timer runs: a late decision is refused by the clock).',
      },
    ],
  },
  {
    title: 'Approval: the decision (§4)',
    sentences: [
      {
        id: '4.decision.4',
        text: 'The approver gives a justification (setting; on by default) and may grant less than asked: a shorter duration, a narrower scope.',
      },
      { id: '4.decision.5', text: 'Never more.' },
      {
        id: '4.sight.1',
        text: "The approver sees who, role and its risk, scope, duration, justification, ticket, when it expires, the requestor's last activations of this role, and warnings: vague justification, maximum duration asked, unusual hour, first use of this role.",
      },
      {
        id: '4.change.1',
        text: 'If the policy became stricter while a request was pending, the request is closed with `PolicyChanged` and the requestor told;',
      },
      { id: '4.change.2', text: 'if it became looser, the rules at submission stay.' },
      { id: '4.change.3', text: 'If the eligibility ended, the request ends.' },
      {
        id: '4.cancel.1',
        text: 'Administrators at the scope see and cancel every pending request. The requestor can cancel their own.',
      },
      {
        id: '4.risk.1',
        text: 'Roles have a risk: Critical (Global Administrator, Privileged Role Administrator, Owner at root ...), High (Exchange, SharePoint, User Access Administrator ...), Medium, Low; shown wherever the role is.',
      },
      {
        id: '4.audit.1',
        text: 'Spot audit: a configurable share (default 1 in 10) of approvals is drawn, verifiably (by hash, not by chance that nobody can check), for review by somebody other than requestor and approver.',
      },
    ],
  },
  {
    title: 'Time (§5)',
    sentences: [
      { id: '5.time.1', text: 'Half-open `[start, end)` in UTC.' },
      { id: '5.time.2', text: 'One `now` per command.' },
      { id: '5.time.3', text: 'At `end` access is gone on every surface, whether or not any timer runs.' },
      {
        id: '5.time.4',
        text: 'A start in the past counts as now: the duration runs from the real start and the answer shows it (as Graph does; the public ARM sample carries an old date);',
      },
      { id: '5.time.5', text: 'an end in the past is refused.' },
      {
        id: '5.time.6',
        text: '`P1M`/`P1Y` are refused for activations, and calendar arithmetic in UTC for assignments.',
      },
      {
        id: '5.time.7',
        text: "Years outside 2000..2100, negative or zero durations, fractions beyond milliseconds: refused with the field's name.",
      },
      { id: '5.time.8', text: 'No long timers: what is due is found by looking.' },
    ],
  },
  {
    title: 'What a refusal looks like (§7)',
    sentences: [
      {
        id: '7.refusal.1',
        text: 'Every refusal has a stable code, the field or rule, what was given, what would be allowed, in one sentence that a person can act on;',
      },
      {
        id: '7.refusal.2',
        text: 'the shape is the surface\'s own (ARM/Graph `{"error":{"code","message"}}`; JSON API: problem+json, RFC 9457).',
      },
      { id: '7.refusal.3', text: 'Not signed in 401;' },
      { id: '7.refusal.4', text: 'not visible 404;' },
      { id: '7.refusal.5', text: 'visible but not allowed 403;' },
      { id: '7.refusal.6', text: 'malformed 400;' },
      {
        id: '7.refusal.7',
        text: "against a rule 400 with the rule's code on ARM and Graph, 422 on the JSON API;",
      },
      { id: '7.refusal.8', text: 'conflict 409.' },
      { id: '7.refusal.9', text: 'Nothing is changed, and the attempt is on record.' },
    ],
  },
] as const satisfies readonly SentenceGroup[];

export type SentenceId = (typeof sentenceGroups)[number]['sentences'][number]['id'];

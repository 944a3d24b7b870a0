import type { Static } from 'typebox';
import type { pastAccessBody } from '../../../src/http/pim/access/past-access-schema.ts';
import type { outcomes } from '../../../src/http/pim/approvals/bulk-decision-schema.ts';
import type { decisionSheetBody } from '../../../src/http/pim/approvals/decision-sheet-schema.ts';
import type { assignment } from '../../../src/http/pim/assignments/assignment-schema.ts';
import type { auditEntry } from '../../../src/http/pim/audit/audit-schema.ts';
import type { bellBody } from '../../../src/http/pim/bell/bell-schema.ts';
import type { expiredAssignment, waitingExtension } from '../../../src/http/pim/extensions/extension-schema.ts';
import type { groupBody, groupPage, memberPage } from '../../../src/http/pim/groups/group-schema.ts';
import type { meBody, notificationPreferencesBody } from '../../../src/http/pim/me/me-schema.ts';
import type { activeRole, eligibleRole } from '../../../src/http/pim/my-roles/my-role-schema.ts';
import type {
  createdEndpoint,
  endpointBody,
  endpointMessage,
} from '../../../src/http/pim/notification-endpoints/endpoint-schema.ts';
import type { notification } from '../../../src/http/pim/notifications/notification-schema.ts';
import type { chartsBody, overviewBody } from '../../../src/http/pim/overview/overview-schema.ts';
import type { peoplePage, personBody } from '../../../src/http/pim/people/person-schema.ts';
import type { changesBody, policyBody, previewAnswer } from '../../../src/http/pim/policies/policy-schema.ts';
import type { targetPage, templateBody } from '../../../src/http/pim/policy-templates/template-schema.ts';
import type { proof } from '../../../src/http/pim/proofs/proof-schema.ts';
import type { requestLifeBody } from '../../../src/http/pim/requests/request-life-schema.ts';
import type { accessBody, resource } from '../../../src/http/pim/resources/resource-schema.ts';
import type { roleOverviewBody } from '../../../src/http/pim/roles/role-schema.ts';
import type { historyItem, pendingApproval, problem } from '../../../src/http/pim/schema.ts';
import type { scopesBelow } from '../../../src/http/pim/scopes-below-schema.ts';
import type { session, sessionOfPerson } from '../../../src/http/pim/sessions/session-schema.ts';
import type { spotAudit } from '../../../src/http/pim/spot-audits/spot-audit-schema.ts';
import type {
  advice,
  outcome,
  provenSubmission,
  submission,
} from '../../../src/http/pim/submissions/submission-schema.ts';

// what the JSON API says it takes and answers, and nothing of it by hand

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export type Problem = Static<typeof problem>;
export type Me = Static<typeof meBody>;
export type NotificationPreferences = Static<typeof notificationPreferencesBody>;
export type EligibleRole = Static<typeof eligibleRole>;
export type ActiveRole = Static<typeof activeRole>;
export type ExpiredAssignment = Static<typeof expiredAssignment>;
export type ScopesBelow = Static<typeof scopesBelow>;
export type Scope = EligibleRole['scope'];
export type Terms = EligibleRole['terms'];
export type RoleFamily = EligibleRole['role']['family'];
export type WhyNot = NonNullable<EligibleRole['whyNotActivate']>;
export type Risk = EligibleRole['role']['risk'];
export type HistoryItem = Static<typeof historyItem>;
export type RequestStatus = HistoryItem['status'];
export type RequestLife = Static<typeof requestLifeBody>;
export type LifeStep = RequestLife['steps'][number];
export type PendingApproval = Static<typeof pendingApproval>;
export type WaitingExtension = Static<typeof waitingExtension>;
export type DecisionSheet = Static<typeof decisionSheetBody>;
export type BulkOutcomes = Static<typeof outcomes>;
export type Submission = Static<typeof submission>;
export type ProvenSubmission = Static<typeof provenSubmission>;
export type Proof = Static<typeof proof>;
export type Outcome = Static<typeof outcome>;
export type Advice = Static<typeof advice>;
export type OverviewCharts = Static<typeof chartsBody>;
export type Overview = Static<typeof overviewBody>;
export type SessionOfPerson = Static<typeof sessionOfPerson>;
export type Session = Static<typeof session>;
export type Assignment = Static<typeof assignment>;
export type RoleOverview = Static<typeof roleOverviewBody>;
export type Resource = Static<typeof resource>;
export type MyAccess = Static<typeof accessBody>;
export type ListedPerson = Static<typeof peoplePage>['items'][number];
export type Person = Static<typeof personBody>;
export type ListedGroup = Static<typeof groupPage>['items'][number];
export type Group = Static<typeof groupBody>;
export type GroupMember = Static<typeof memberPage>['items'][number];
export type Policy = Static<typeof policyBody>;
export type RuleId = keyof Policy['rules'];
export type PolicyChanges = Static<typeof changesBody>['rules'];
export type PolicyPreview = Static<typeof previewAnswer>;
export type PolicyTemplate = Static<typeof templateBody>;
export type TemplateTarget = Static<typeof targetPage>['items'][number];
export type PastAccess = Static<typeof pastAccessBody>;
export type AuditEntry = Static<typeof auditEntry>;
export type Bell = Static<typeof bellBody>;
export type BellItem = Bell['items'][number];
export type SentNotification = Static<typeof notification>;
export type Endpoint = Static<typeof endpointBody>;
export type CreatedEndpoint = Static<typeof createdEndpoint>;
export type EndpointTopic = NonNullable<Endpoint['topics']>[number];
export type EndpointMessage = Static<typeof endpointMessage>;
export type SpotAudit = Static<typeof spotAudit>;

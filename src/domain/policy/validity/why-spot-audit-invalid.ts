import type { SpotAuditRule } from '../policy.ts';

/** The share of approvals that is reviewed: one in 1 to 1000, or none (BEHAVIOUR §2, §4). */
export function whySpotAuditInvalid({ oneIn }: SpotAuditRule): string | null {
  if (oneIn === null || (Number.isInteger(oneIn) && oneIn >= 1 && oneIn <= 1000)) return null;
  return `has a share of one in \`${oneIn}\`; allowed: 1 to 1000, or none`;
}

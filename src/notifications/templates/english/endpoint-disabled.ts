import type { EndpointDisabledReason } from '../../../domain/notification-endpoint/notification-endpoint.ts';
import { facts, type Letter, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';

export interface EndpointDisabledModel {
  /** What administrators call it. */
  readonly endpoint: string;
  readonly kind: string;
  readonly host: string;
  readonly reason: Exclude<EndpointDisabledReason, 'administrator'>;
}

const reasons: Readonly<Record<EndpointDisabledModel['reason'], string>> = {
  gone: 'It answered that it is gone (410).',
  failing: 'Nothing has arrived there for days, although it was tried again and again.',
};

/** Messages reach an endpoint no more: to all administrators. */
export function endpointDisabled({ endpoint, kind, host, reason }: EndpointDisabledModel): Letter {
  return {
    subject: line`Notification endpoint ${endpoint} was disabled`,
    blocks: [
      paragraph(line`Brevet posts nothing to ${endpoint} any more. ${reasons[reason]}`),
      facts(['Kind', line`${kind}`], ['Host', line`${host}`]),
      paragraph('When it is mended, enable it and replay what it missed.'),
    ],
    button: null,
  };
}

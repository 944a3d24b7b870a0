import { type Letter, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';

/** An administrator wants to see whether messages arrive. */
export function endpointTested({ endpoint, tester }: { readonly endpoint: string; readonly tester: string }): Letter {
  return {
    subject: line`Test message to ${endpoint}`,
    blocks: [paragraph(line`${tester} asked Brevet for this test. Messages arrive here.`)],
    button: null,
  };
}

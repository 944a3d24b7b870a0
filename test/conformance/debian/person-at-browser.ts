// A person who types the code that `az` shows; a process of its own, since Node reads the trusted certificates when it
// starts. Prints the heading of the last page.
import { DEMO_PASSWORD } from '../../../src/demo/demo-accounts.ts';
import { confirmDeviceCode } from '../../support/confirm-device-code.ts';

const [verificationUri = '', userCode = '', name = ''] = process.argv.slice(2);
process.stdout.write(await confirmDeviceCode({ verificationUri, userCode, name, password: DEMO_PASSWORD }));

import { writeFileSync } from 'node:fs';
import { rulesDocument, rulesText } from './rules-document.ts';

writeFileSync(rulesDocument, await rulesText());

import { describe, expect, it } from 'vitest';
import { NOW } from '../../../../test/support/builders.ts';
import { weakestAssurance } from '../../assurance.ts';
import type { JustificationQualityRule } from '../policy.ts';
import { evaluateJustificationQualityRule } from './justification-quality-rule.ts';

function unmet(over: Partial<JustificationQualityRule>, justification: string | null, number: string | null = null) {
  const rule = { kind: 'justificationQuality', minimumLength: 0, refusedPhrases: [], ticketPattern: null } as const;
  return evaluateJustificationQualityRule(
    { ...rule, ...over },
    {
      interval: { startAt: NOW, endAt: null },
      justification,
      ticket: { number, system: null },
      assurance: weakestAssurance,
      proof: null,
      now: NOW,
    },
  );
}

const names = (rules: ReturnType<typeof unmet>) => rules.map(({ rule }) => rule);

describe('the length', () => {
  it.each([
    ['just enough', 'ten chars.', []],
    ['one too few', 'nine char', ['justificationQuality']],
    ['padded at its ends', '  nine char\n\t', ['justificationQuality']],
    ['padded inside', 'nine        char', ['justificationQuality']],
    ['padded with what nobody sees', 'nine\u200b\u200b\u2060\u00ad char', ['justificationQuality']],
    ['of signs beyond 16 bits', '🚀'.repeat(9), ['justificationQuality']],
    ['of ten such signs', '🚀'.repeat(10), []],
    ['of nothing, which another rule refuses where it must not be', ' ', []],
    ['not given', null, []],
  ])('%s', (_, text, expected) => {
    expect(names(unmet({ minimumLength: 10 }, text))).toEqual(expected);
  });
});

describe('a refused phrase', () => {
  it.each([
    ['as it is', 'need admin access'],
    ['in other case', 'Need ADMIN Access'],
    ['with other spacing', ' need\n admin\u00a0\u00a0access '],
    ['with signs between', 'need-admin_access!!!'],
    ['with accents', 'nééd ädmin accéss'],
    ['in full-width letters', 'ｎｅｅｄ ａｄｍｉｎ ａｃｃｅｓｓ'],
    ['with what nobody sees', 'ne\u200bed ad\u00admin access'],
    ['among other words', 'I just need admin access, please'],
  ])('is found %s', (_, text) => {
    expect(names(unmet({ refusedPhrases: ['Need admin access'] }, text))).toEqual(['justificationQuality']);
  });
  it.each(['kneed admin accessory', 'need access as admin', 'needadminaccess to web-01'])(
    'is not found in `%s`',
    (text) => {
      expect(unmet({ refusedPhrases: ['need admin access'] }, text)).toEqual([]);
    },
  );
  it('is found in scripts that write without spaces', () => {
    expect(names(unmet({ refusedPhrases: ['管理者権限'] }, '管理者権限が必要です'))).toEqual(['justificationQuality']);
  });
  it('folds the sharp s and ligatures', () => {
    expect(names(unmet({ refusedPhrases: ['STRASSE'] }, 'straße'))).toEqual(['justificationQuality']);
    expect(names(unmet({ refusedPhrases: ['office'] }, 'oﬃce'))).toEqual(['justificationQuality']);
  });
});

describe('the ticket pattern', () => {
  it.each([
    ['INC000142', []],
    [' INC000142 ', []],
    ['INC00014', ['ticketPattern']],
    ['XINC000142', ['ticketPattern']],
    ['INC000142\nINC000143', ['ticketPattern']],
    [null, []],
  ])('%s', (number, expected) => {
    expect(names(unmet({ ticketPattern: 'INC[0-9]{6}' }, null, number))).toEqual(expected);
  });
  it('that cannot be read is met by no ticket', () => {
    expect(names(unmet({ ticketPattern: '(' }, null, '('))).toEqual(['ticketPattern']);
  });
  it('that explodes elsewhere does not take longer here', () => {
    const startedAt = performance.now();
    expect(names(unmet({ ticketPattern: '(a+)+b' }, null, 'a'.repeat(200)))).toEqual(['ticketPattern']);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

it('names all that is unmet at once, in words that say what would do', () => {
  const rule = { minimumLength: 20, refusedPhrases: ['access', 'work'], ticketPattern: '[A-Z]+-[0-9]+' };
  expect(unmet(rule, 'access for work', 'none')).toEqual([
    {
      rule: 'justificationQuality',
      message:
        'the justification has 15 of at least 20 characters and says `access`, `work`, which explains nothing; say what you will do and why',
    },
    { rule: 'ticketPattern', message: 'ticket `none` is not of the form `[A-Z]+-[0-9]+` that this role asks for' },
  ]);
});

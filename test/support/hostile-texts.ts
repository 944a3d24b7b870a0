/** What somebody types who wants a header, a line, a tag, a link or a direction of their own. */
export const hostileTexts: readonly string[] = [
  'x\r\nBcc: eve@evil.example',
  'x\nSubject: hi\n\nbody',
  'x\u2028Bcc: eve@evil.example\u2029y\u0085z',
  '=?utf-8?Q?=0D=0ABcc:_eve@evil.example?=',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title><a href="https://evil.example">Sign in to decide</a>',
  '<!-- --><table>',
  '&lt;b&gt;',
  '{{7*7}} #{7*7} <%= 7*7 %> $& $1',
  '\u202eevil\u202c \u2066x',
  '\u05d0\u05d1\u05d2 \u0645\u062d\u0645\u062f',
  '\u0000\u0007\u001b[31m',
  '\ud800 lone',
  '.\r\n.\r\nMAIL FROM:<eve@evil.example>',
  'eve@evil.example (bob@nordwind.example)',
  '"bob@nordwind.example\r\nBcc: eve"@evil.example',
  'undisclosed-recipients: eve@evil.example;',
  'eve@evil\r\n .example',
  'https://evil.example/',
];

/** More than any line holds. */
export const veryLong = `${'very long '.repeat(5000)}end`;

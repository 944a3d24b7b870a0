import { englishFrame } from './english/frame.ts';
import type { Block, Letter } from './letter.ts';
import { letterStyle } from './letter-style.ts';
import { Markup, markup } from './markup.ts';
import { composedLine } from './one-line.ts';
import { plainLines } from './quoted.ts';

const LONGEST_FACT = 2048;

/** A letter as HTML: one column, nothing loaded from anywhere, legible in dark mode and where styles are dropped. */
export function letterHtml({ subject, blocks, button }: Letter): string {
  const { language, product, footer } = englishFrame;
  return markup`<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${new Markup(letterStyle)}</style>
</head>
<body>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" class="card" width="560" cellpadding="0" cellspacing="0" border="0"><tr><td class="body">
<p class="product">${product}</p>
<h1>${subject}</h1>
${blocks.map(blockHtml)}${button === null ? '' : buttonHtml(button)}
<p class="footer">${footer}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`.html;
}

function blockHtml(block: Block): Markup {
  switch (block.kind) {
    case 'paragraph':
      return markup`<p>${block.text}</p>
`;
    case 'facts':
      return markup`<table class="facts" cellpadding="0" cellspacing="0" border="0">${block.facts.map(
        ({ label, value }) =>
          markup`<tr><th scope="row" align="left" valign="top">${label}</th><td valign="top"><bdi>${composedLine(value, LONGEST_FACT)}</bdi></td></tr>
`,
      )}</table>
`;
    case 'list':
      return markup`<p class="heading">${block.heading}</p>
<ul>${block.items.map(
        ({ text, link }) => markup`<li>${link === null ? text : markup`<a href="${link}">${text}</a>`}</li>
`,
      )}</ul>
`;
    case 'quote':
      return markup`<p class="heading">${block.heading}</p>
<blockquote dir="auto">${plainLines(block.typed).map(
        (text, index) => markup`${index === 0 ? '' : new Markup('<br>\n')}${text}`,
      )}</blockquote>
`;
  }
}

/** The address below it too: for who wants to see where a link leads. */
function buttonHtml({ label, link }: { readonly label: string; readonly link: string }): Markup {
  return markup`<p class="action"><a class="button" href="${link}">${label}</a></p>
<p class="address"><a href="${link}">${link}</a></p>
`;
}

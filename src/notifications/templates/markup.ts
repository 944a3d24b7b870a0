const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that is safe to send: made by `markup` alone. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

type Value = string | Markup | readonly Markup[];

/** HTML whose every value is text unless it is markup itself: ``markup`<p>${typed}</p>` ``. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.reduce((html, part, index) => `${html}${htmlOf(values[index - 1] ?? '')}${part}`));
}

function htmlOf(value: Value): string {
  if (typeof value === 'string') return value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  return value instanceof Markup ? value.html : value.map(({ html }) => html).join('');
}

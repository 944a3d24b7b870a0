/** Texts as small numbers, from 0 in the order in which they first came; a number is never taken back. */
export class Numbered<Text extends string = string> {
  readonly #numbers = new Map<Text, number>();
  readonly #texts: Text[] = [];

  get size(): number {
    return this.#texts.length;
  }

  find(text: Text): number | undefined {
    return this.#numbers.get(text);
  }

  /** The number of a text, which has one from then on. */
  of(text: Text): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    return number;
  }

  text(number: number): Text {
    return this.#texts[number] as Text;
  }
}

import { PackedIds } from './packed-ids.ts';

/** What stands under ids, most of which are GUIDs. Ids that come anew with each question are found sooner than in a `Map`. */
export class IdMap<Value> {
  readonly #ids = new PackedIds();
  /** By place; undefined: it is vacant. */
  readonly #values: (Value | undefined)[] = [];
  readonly #vacant: number[] = [];

  get(id: string): Value | undefined {
    const place = this.#ids.find(id);
    return place === undefined ? undefined : this.#values[place];
  }

  set(id: string, value: Value): void {
    let place = this.#ids.find(id);
    if (place === undefined) {
      place = this.#vacant.pop() ?? this.#values.length;
      this.#ids.set(place, id);
    }
    this.#values[place] = value;
  }

  /** False where there is none of that id. */
  delete(id: string): boolean {
    const place = this.#ids.find(id);
    if (place === undefined) return false;
    this.#vacate(place);
    return true;
  }

  /** Takes the time of all of them. */
  deleteEach(value: Value): void {
    for (const [place, each] of this.#values.entries()) if (each === value) this.#vacate(place);
  }

  #vacate(place: number): void {
    this.#ids.delete(place);
    this.#values[place] = undefined;
    this.#vacant.push(place);
  }
}

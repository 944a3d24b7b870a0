import { expect, it } from 'vitest';
import { inWorld, PIM } from './open-world.ts';
import { questions } from './questions.ts';

/** Not asked in words: a stream that stays open, and tells of requests that the caller can list. */
const streams = [`${PIM}/changes`];

it('every get of the JSON API is among the questions that are asked of two worlds', async () => {
  await inWorld(1, async (world) => {
    const { paths } = (await world.app.inject(`${PIM}/openapi.json`)).json() as {
      paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    };
    const asked = questions(world, world.people[0] as string).map(([method, url]) => `${method} ${url.split('?')[0]}`);
    const gets = Object.keys(paths).filter((path) => paths[path]?.['get'] !== undefined);
    expect(gets.length).toBeGreaterThan(30);
    const isAsked = (path: string) => {
      const form = new RegExp(`^GET ${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      return asked.some((each) => form.test(each));
    };
    expect(gets.filter((path) => !isAsked(path))).toEqual(streams);
  });
});

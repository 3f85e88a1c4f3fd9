import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneLine } from '../../../src/chat/legible.ts';
import { anyText } from '../../support/arbitrary-text.ts';
import { isObject } from '../../support/shape.ts';
import { steered } from '../steered.ts';
import { scene } from './scene.ts';
import { labelsOf, only, wordsIn, working } from './seen.ts';

let now = 0;
const stage = steered();
const slack = scene({ dispatcher: stage.dispatcher, workspace: { clock: () => now }, troubled: true });
const person = (name: string) => slack.workspace.person(name);
const filled = (query: string) => ({ query: { value: query, text: query } });

/** The modal with what was found for those words. */
async function results(name: string, query: string) {
  const { people } = slack;
  await people.shortcut(person(name), 'find');
  await people.submit(person(name), await slack.modal(name), filled(query));
  return slack.modal(name);
}

async function topShows(name: string, words: string): Promise<void> {
  const { workspace } = slack;
  await workspace.until(() => wordsIn(workspace.views(person(name)).at(-1)).includes(words));
}

describe('a modal', () => {
  test('says on top of it that something is worked on, and the answer takes that place', async () => {
    const { people, workspace } = slack;
    await people.pressInView(person('ada'), await results('ada', 'owls top'), 'Slow other');
    await workspace.until(() => workspace.views(person('ada')).length === 2);
    expect(wordsIn(await slack.modal('ada', 2))).toContain(working);
    stage.open('top');
    await topShows('ada', 'Page 1');
    expect(workspace.views(person('ada'))).toHaveLength(2);
    await people.close(person('ada'), await slack.modal('ada', 2), { all: true });
  });

  test('turns a slow page in place, and keeps the way to a new search', async () => {
    const { people, workspace } = slack;
    await people.pressInView(person('ada'), await results('ada', 'owls turn'), 'Slow page');
    stage.open('turn');
    await topShows('ada', 'Page 2');
    expect(workspace.views(person('ada'))).toHaveLength(1);
    expect(labelsOf(await slack.modal('ada'))).toContain('New search');
    await people.close(person('ada'), await slack.modal('ada'));
  });

  test('that is closed while it is worked on is no trouble', async () => {
    const { people, workspace } = slack;
    await people.shortcut(person('grace'), 'find');
    await people.submit(person('grace'), await slack.modal('grace'), filled('slow closed'));
    expect(wordsIn(await slack.modal('grace'))).toContain(working);
    await people.close(person('grace'), await slack.modal('grace'));
    stage.open('closed');
    await workspace.until(() => workspace.callsOf('views.update').at(-1)?.answer.error === 'not_found');
    // What would come of it had its time.
    await slack.press('grace', await slack.ask('grace', 'show'), 'Next');
    expect(slack.connected.logged.filter((line) => /broke|apology/.test(line))).toEqual([]);
    expect(workspace.messages(workspace.dmOf(person('grace')))).toEqual([]);
  });

  test('under what broke stays, with the excuse on top', async () => {
    const { people } = slack;
    await people.pressInView(person('mary'), await results('mary', 'owls'), 'Break');
    await topShows('mary', 'Something broke on our side');
    await people.close(person('mary'), await slack.modal('mary', 2));
    expect(wordsIn(await slack.modal('mary'))).toContain('Found for owls');
    await people.close(person('mary'), await slack.modal('mary'));
  });

  test('that Slack lets open no more is asked for once more in a direct message', async () => {
    const { people, workspace } = slack;
    workspace.fail('views.open', 'expired_trigger_id');
    await people.shortcut(person('grace'), 'find');
    expect(only(await slack.direct('grace', 1)).text).toContain('Please try once more');
  });

  test('that cannot open at all is excused in a direct message', async () => {
    const { people, workspace } = slack;
    workspace.fail('views.open', 'internal_error', 2);
    await people.shortcut(person('mary'), 'find');
    const told = only(await slack.direct('mary', 1));
    const [, id = ''] = /the number\W+(\w{6})/.exec(told.text) ?? [];
    expect(slack.connected.logged.join('\n')).toContain(`"id":"${id}"`);
    now += 1;
  });
});

describe('the search field', () => {
  test('offers what was typed first, and nothing longer than Slack takes', async () => {
    const { people, workspace } = slack;
    await people.shortcut(person('ada'), 'find');
    const view = await slack.modal('ada');
    await fc.assert(
      fc.asyncProperty(anyText, async (typed) => {
        const { options } = await people.suggest(person('ada'), { view, typed });
        const values = options.map(({ value }) => String(value));
        expect(new Set(values).size).toBe(values.length);
        for (const value of values) {
          expect(value.length).toBeLessThanOrEqual(75);
          expect(value.trim()).toBe(value);
        }
        const [first] = options;
        if (first !== undefined) expect(oneLine(typed).startsWith(String(first.value))).toBe(true);
        expect(workspace.breaches).toEqual([]);
      }),
      { numRuns: 100 },
    );
    await people.close(person('ada'), view);
  });

  test('with whatever was chosen gets results that keep it', async () => {
    const { people } = slack;
    await fc.assert(
      fc.asyncProperty(anyText, async (typed) => {
        await people.shortcut(person('ada'), 'find');
        const view = await slack.modal('ada');
        const [first] = (await people.suggest(person('ada'), { view, typed })).options;
        if (first !== undefined && isObject(first.text)) {
          const query = { value: String(first.value), text: String(first.text.text) };
          await people.submit(person('ada'), view, { query });
          expect(labelsOf(await slack.modal('ada'))).toContain('New search');
          expect(stage.ran.at(-1)?.args).toEqual({ query: query.value });
        }
        await people.close(person('ada'), await slack.modal('ada'));
      }),
      { numRuns: 40 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAction } from '../../../src/chat/action.ts';
import { connect } from './connected.ts';
import { scene } from './scene.ts';
import { calledIn, labelsOf, only, optionsOf } from './seen.ts';

describe('with the whole bot', () => {
  const slack = scene();
  const { ask, press } = slack;
  const shared = async (name: string, line = 'resource docker', channel = 'general') =>
    press(name, await ask(name, line, channel), 'Share');

  test('a private answer turns its pages in place', async () => {
    const ada = slack.workspace.person('ada');
    const answer = await ask('ada', 'resource docker');
    const first = answer.text;
    expect(await press('ada', answer, 'Next')).toBe(answer);
    expect(answer).toMatchObject({ replaced: 1, visibility: 'ephemeral', to: ada.id });
    expect(answer.text).toContain('\n6. ');
    expect(await press('ada', answer, 'Previous')).toBe(answer);
    expect(answer).toMatchObject({ replaced: 2, text: first });
  });

  test('a menu gives another private answer and leaves the one it stands in', async () => {
    const { people, workspace } = slack;
    const grace = workspace.person('grace');
    const answer = await ask('grace', 'resource drift');
    const [chosen = ''] = optionsOf(answer);
    const more = only(await (await people.choose(grace, answer, chosen)).until(1));
    expect(more).toMatchObject({ visibility: 'ephemeral', to: grace.id });
    expect(more.text).toMatch(/^More like /);
    expect(answer.replaced).toBe(0);
  });

  test.each(['general', 'secret', 'pair'])(
    'Share shows it to everybody in %s, and says who did it',
    async (place) => {
      const { workspace } = slack;
      const [ada, channel] = [workspace.person('ada'), workspace.channel(place)];
      const answer = await ask('ada', 'resource docker', place);
      const shown = await press('ada', answer, 'Share');
      expect(shown).toMatchObject({ visibility: 'in_channel', channel: channel.id, replaced: 0 });
      expect(shown.thread_ts).toBeUndefined();
      expect(shown.text).toMatch(/^Shared by ada\n/);
      expect(calledIn(shown.blocks)).toEqual([ada.id]);
      expect(labelsOf(shown)).toContain('Dismiss');
      expect(labelsOf(shown)).not.toContain('Share');
      expect(answer).toMatchObject({ replaced: 0, deleted: false });
    },
  );

  test('its owner turns the pages of a shared answer in place, and it stays shared by them', async () => {
    const answer = await shared('ada', 'resource docker', 'secret');
    expect(await press('ada', answer, 'Next')).toBe(answer);
    expect(await press('ada', answer, 'Next')).toBe(answer);
    expect(answer).toMatchObject({ replaced: 2, visibility: 'in_channel' });
    expect(answer.text).toMatch(/^Shared by ada\n/);
    expect(answer.text).toContain('\n11. ');
    expect(calledIn(answer.blocks)).toEqual([slack.workspace.person('ada').id]);
    expect(labelsOf(answer)).toContain('Dismiss');
    expect(labelsOf(answer)).not.toContain('Share');
  });

  test('whoever else turns a page gets one of their own, and the shared answer stays as it is', async () => {
    const grace = slack.workspace.person('grace');
    const answer = await shared('ada', 'resource docker', 'pair');
    const own = await press('grace', answer, 'Next');
    expect(own).toMatchObject({ visibility: 'ephemeral', to: grace.id });
    expect(own.text).toContain('\n6. ');
    expect(labelsOf(own)).toContain('Share');
    expect(labelsOf(own)).not.toContain('Dismiss');
    expect(answer.replaced).toBe(0);
    expect(await press('grace', own, 'Next')).toBe(own);
    expect((await press('grace', own, 'Share')).text).toMatch(/^Shared by grace\n/);
  });

  test('only its owner takes a shared answer away', async () => {
    const answer = await shared('mary');
    const refused = await press('ada', answer, 'Dismiss');
    expect(refused).toMatchObject({ visibility: 'ephemeral', to: slack.workspace.person('ada').id });
    expect(refused.text).toMatch(/^Only the one who showed this/);
    expect(answer.deleted).toBe(false);
    expect(await press('mary', answer, 'Dismiss')).toBe(answer);
    expect(answer.deleted).toBe(true);
  });

  test('a button of another version gets a plain private answer, whatever it carries', async () => {
    const { people, workspace } = slack;
    const ada = workspace.person('ada');
    const answer = await ask('ada', 'help');
    await fc.assert(
      fc.asyncProperty(anyActionId, async (actionId) => {
        const text = { type: 'plain_text', text: 'Old', emoji: false };
        const button = { type: 'button', text, action_id: actionId };
        const blocks = [{ type: 'actions', block_id: 'old', elements: [button] }];
        const told = only(await (await people.press(ada, { ...answer, blocks }, 'Old')).until(1));
        expect(told).toMatchObject({ visibility: 'ephemeral', to: ada.id });
        expect(told.text).toMatch(/^This button is from another version .* \/mlops$/);
      }),
      { numRuns: 40 },
    );
  });

  test('the buttons of an earlier process work', async () => {
    const { workspace } = slack;
    const ada = workspace.person('ada');
    const earlier = await connect(workspace);
    const answer = only([(await earlier.people.slash(ada, 'resource docker')).shown]);
    const [common] = await (
      await earlier.people.press(ada, only([answer].filter((one) => one !== undefined)), 'Share')
    ).until(1);
    await earlier.stop();
    expect(common && (await press('ada', common, 'Next'))).toBe(common);
    expect(common?.text).toMatch(/^Shared by ada\n/);
  });
});

const anyActionId = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }),
    fc.string({ minLength: 1, maxLength: 255 }),
    fc
      .tuple(fc.constantFrom('1u|', '0r|', '1r|resource|', 'dismiss|', 'find|'), fc.string({ maxLength: 90 }))
      .map(([a, b]) => a + b),
  )
  .filter(
    (id) => decodeAction(id) === undefined && !/^page\||^dismiss\|[A-Z0-9]+$|^find\|(open|again)$/.test(id),
  );

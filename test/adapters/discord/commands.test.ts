import { describe, expect, test } from 'vitest';
import { isObject } from '../../support/shape.ts';
import { scene, shownBy } from './scene.ts';

const ephemeral = 64;
const discord = scene();
const { ask, press, person } = discord;

describe('a command', () => {
  test('is answered at once, for the eyes of the one who asked', async () => {
    const where = { name: 'mlops' };
    const asked = await discord.people.slash(person('ada'), 'resource', { query: 'docker' }, where);
    const shown = shownBy(await asked.settled());
    expect(asked.callback()?.type).toBe(4);
    expect(shown.to).toBe(person('ada').id);
    expect(shown.text).toMatch(/Docker/);
    expect(shown.text).toContain('docs.docker.com');
    expect(shown.flags & ephemeral).toBe(ephemeral);
  });

  test('that is shared is for all, says who shared it, and has a way to take it back', async () => {
    const shown = await ask('ada', 'topic', { name: 'docker', share: true });
    expect(shown.to).toBeUndefined();
    expect(shown.text).toMatch(/Shared by Ada/i);
    expect(shown.buttons).toContain('Dismiss');
    expect(shown.buttons).not.toContain('Share');
  });

  test.each(['dmOf', 'pair', 'clubhouse', 'lobby'])('is answered in %s as well', async (place) => {
    const channel = place === 'dmOf' ? discord.loopback.dmOf(person('ada')) : discord.channel(place);
    const asked = await discord.people.slash(person('ada'), 'help', {}, { channel, name: 'mlops' });
    expect(shownBy(await asked.settled()).text).toContain('MLOps Companion');
  });

  test('that nobody may share there says so to the one who asked', async () => {
    const where = { channel: discord.channel('lobby'), name: 'mlops' };
    const asked = await discord.people.slash(person('ada'), 'topic', { name: 'docker', share: true }, where);
    expect(shownBy(await asked.settled()).to).toBeUndefined();
    const { member, ...sent } = asked.sent;
    const hushed = { ...(isObject(member) ? member : {}), permissions: '0' };
    discord.people.raw({ ...sent, id: '1300000000000000001', token: 'hushed', member: hushed });
    const seen = () =>
      discord.loopback.messages(where.channel, person('ada')).filter(({ to }) => to !== undefined);
    await discord.loopback.until(() => seen().some(({ text }) => text.includes('Only you see this')));
  });

  test('takes what was typed as it stands, and says what it does not understand', async () => {
    expect((await ask('ada', 'topic', { name: 'dokcer' })).text).toMatch(/docker/i);
    expect((await ask('ada', 'resource', { query: 'kind:nonsense docker' })).text).toContain('It takes:');
  });

  test('keeps what a person did wherever they are', async () => {
    await ask('grace', 'done', { item: 'docker' });
    expect((await ask('grace', 'done', {}, 'clubhouse')).text).toMatch(/docker/i);
    expect((await ask('mary', 'done')).text).not.toMatch(/docker/i);
  });
});

describe('what is offered while somebody types', () => {
  test('are topics and titles for a query', async () => {
    const choices = await discord.people.type(
      person('ada'),
      'resource',
      { query: 'dock' },
      { name: 'mlops' },
    );
    expect(choices.map(({ name }) => name).join()).toMatch(/docker/i);
    expect(choices.length).toBeLessThanOrEqual(25);
  });

  test('are commands for help, topics for a topic, and what can be done', async () => {
    const offered = async (command: string, values: Record<string, string>) =>
      (await discord.people.type(person('ada'), command, values, { name: 'mlops' })).map(
        ({ value }) => value,
      );
    expect(await offered('topic', { name: 'dock' })).toContain('docker');
    expect((await offered('help', { command: 'res' })).join()).toContain('resource');
    expect((await offered('done', { item: 'docker' })).length).toBeGreaterThan(0);
  });

  test('is nothing for what nobody knows, and each that is chosen is an answer', async () => {
    const how = { name: 'mlops' };
    expect(await discord.people.type(person('ada'), 'topic', { name: 'zzzzqq' }, how)).toEqual([]);
    const [first] = await discord.people.type(person('ada'), 'resource', { query: 'feature st' }, how);
    expect((await ask('ada', 'resource', { query: String(first?.value) })).text).toMatch(/feature/i);
  });
});

describe('a button', () => {
  test('turns the page in place for whoever asked', async () => {
    const shown = await ask('ada', 'resource', { query: 'docker' });
    const turned = await press('ada', shown, 'Next');
    expect([turned.callback()?.type, shownBy(turned).id]).toEqual([7, shown.id]);
    expect(shown.text).toContain('6. ');
  });

  test('of a shared answer turns it for its owner, and answers others in private', async () => {
    const shown = await ask('ada', 'resource', { query: 'docker', share: true });
    const others = shownBy(await press('grace', shown, 'Next'));
    expect([others.to, others.id === shown.id]).toEqual([person('grace').id, false]);
    expect(others.buttons).toContain('Share');
    expect(shownBy(await press('ada', shown, 'Next')).id).toBe(shown.id);
    expect(shown.text).toMatch(/Shared by[\s\S]*6\. /);
    expect(shown.buttons).toContain('Dismiss');
  });

  test('shares an answer with the channel, where its owner alone can take it away', async () => {
    const shown = await ask('ada', 'path');
    const shared = shownBy(await press('ada', shown, 'Share'));
    expect([shared.to, shared.id === shown.id]).toEqual([undefined, false]);
    expect(shared.text).toMatch(/Shared by Ada/i);
    expect(shownBy(await press('grace', shared, 'Dismiss')).text).toContain('Only the one who showed this');
    expect(shared.deleted).toBe(false);
    await discord.people.press(person('ada'), shared, 'Dismiss');
    await discord.loopback.until(() => shared.deleted);
  });

  test('opens a new answer in private, wherever it stands', async () => {
    const shown = await ask('ada', 'resource', { query: 'docker', share: true });
    const topic = shown.buttons.find((label) => label.startsWith('Topic:')) ?? '';
    const opened = shownBy(await press('mary', shown, topic));
    expect([opened.to, opened.text.includes('Docker')]).toEqual([person('mary').id, true]);
  });

  test('of a menu runs what was chosen', async () => {
    const shown = await ask('ada', 'resource', { query: 'docker' });
    const chosen = await discord.people.choose(person('ada'), shown, 'a-docker-tutorial-for-beginners');
    expect(shownBy(await chosen.settled()).to).toBe(person('ada').id);
  });
});

describe('a menu', () => {
  test('of a message finds what it is about', async () => {
    const about = 'Does anybody know how to detect **data drift**? <@123456789012345678>';
    const menu = 'Find resources about this';
    const asked = await discord.people.onMessage(person('ada'), discord.channel('general'), about, menu);
    const shown = shownBy(await asked.settled());
    expect([shown.to, /drift/i.test(shown.text)]).toEqual([person('ada').id, true]);
    const wordless = await discord.people.onMessage(
      person('ada'),
      discord.channel('general'),
      '```\n```',
      menu,
    );
    expect(shownBy(await wordless.settled()).text).toContain('no words in that message');
  });

  test('of a person shows what the one who asks has done', async () => {
    await ask('mary', 'done', { item: 'git' });
    const asked = await discord.people.onUser(person('mary'), person('grace'), 'Show what I have done');
    const shown = shownBy(await asked.settled());
    expect([shown.to, /git/i.test(shown.text)]).toEqual([person('mary').id, true]);
  });
});

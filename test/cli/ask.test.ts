import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { render as renderDiscord } from '../../src/adapters/discord/render.ts';
import { render as renderSlack } from '../../src/adapters/slack/render.ts';
import { toMarkdown } from '../../src/chat/markdown.ts';
import { link, list, message, plain, type Reply, text } from '../../src/chat/reply.ts';
import { toText } from '../../src/chat/text.ts';
import { type AskOptions, ask, forms, shownResources } from '../../src/cli/ask.ts';
import { botOn, caller, idsOf, realCatalog } from '../commands/bot.ts';
import { begin, emptyFolder, endPrograms, run } from '../ops/program.ts';

const bot = botOn(realCatalog);

async function asked(line: string, options: Partial<AskOptions> = {}) {
  let written = '';
  const output = {
    colour: false,
    columns: 80,
    write: (more: string) => {
      written += more;
    },
  };
  const code = await ask(line, { as: 'text', ...options }, { bot, caller, output });
  return { code, written };
}
const jsonOf = async (line: string, options: Partial<AskOptions> = {}) =>
  JSON.parse((await asked(line, { ...options, as: 'json' })).written);

afterEach(endPrograms);

describe('one answer', () => {
  it.each(forms)('as %s ends with exactly one line break', async (as) => {
    const { code, written } = await asked('topic docker', { as });
    expect(code).toBe(0);
    expect(written).toMatch(/[^\n]\n$/);
  });

  it.each(['topic docker', 'resource docker', 'browse', 'path', 'help', 'zzzz qqqq'])(
    'is the exact message of each platform: %s',
    async (line) => {
      const { reply, visibility } = await bot.type(line);
      const written = async (as: AskOptions['as']) => (await asked(line, { as })).written;
      expect(JSON.parse(await written('slack'))).toEqual(plainData(renderSlack(reply, visibility).payload));
      expect(JSON.parse(await written('discord'))).toEqual(
        plainData(renderDiscord(reply, visibility).payload),
      );
      expect((await written('markdown')).trimEnd()).toBe(toMarkdown(reply).trimEnd());
    },
  );

  it('as text has no buttons, since nobody can press them', async () => {
    const { written } = await asked('topic docker');
    expect(written).toContain('Docker');
    expect(written).not.toMatch(/\[\d+\]/);
  });

  it('as text says how to see the next page, while there is one', async () => {
    expect((await asked('resource docker')).written).toMatch(/Add page:2 to see more\.\n$/);
    expect((await asked('resource docker', { page: 2 })).written).toMatch(/Add page:3 to see more\.\n$/);
    expect((await asked('resource docker', { page: 500 })).written).not.toContain('to see more');
  });

  it.each(['/mlops resource docker', 'mlops resource docker', '/resource docker'])(
    'is the same with the name that chats put in front: %s',
    async (line) => {
      expect((await asked(line)).written).toBe((await asked('resource docker')).written);
    },
  );

  it('as JSON has command, arguments, resources in the order shown, reply and text', async () => {
    const answer = await bot.type('resource docker');
    const json = await jsonOf('resource docker');
    expect(Object.keys(json)).toEqual(['command', 'args', 'visibility', 'resources', 'reply', 'text']);
    expect(json).toMatchObject({ command: 'resource', args: { query: 'docker' }, visibility: 'private' });
    expect(json.reply).toEqual(plainData(answer.reply));
    expect(json.text).toBe(toText(answer.reply));
    expect(json.resources.map(({ id }: { id: string }) => id)).toEqual(idsOf(answer));
    expect(json.resources[0]).toEqual({
      id: expect.any(String),
      title: expect.any(String),
      url: expect.stringMatching(/^https?:/),
      kind: expect.any(String),
      topics: expect.any(Array),
    });
  });

  it('ends with 2 when the words name nothing', async () => {
    const { code, written } = await asked('zzzz qqqq', { as: 'json' });
    expect(code).toBe(2);
    expect(JSON.parse(written)).toMatchObject({ command: null, args: {}, resources: [] });
  });

  it('takes a page and its length', async () => {
    const all = await jsonOf('resource docker', { limit: 6 });
    const second = await jsonOf('resource docker', { limit: 3, page: 2 });
    expect(all.resources).toHaveLength(6);
    expect(second.resources).toEqual(all.resources.slice(3));
  });

  it('says why each was found', async () => {
    const cards = (await jsonOf('resource docker', { explain: true })).reply.blocks.filter(
      ({ type }: { type: string }) => type === 'resource',
    );
    expect(cards.length).toBeGreaterThan(0);
    for (const card of cards) expect(card.why).toBeTruthy();
  });
});

describe('the resources of a reply', () => {
  const [first, second, third] = realCatalog.resources;
  if (!first || !second || !third) throw new Error('the catalog is empty');
  const card = ({ id, title, url }: typeof first) =>
    ({ type: 'resource', id, title, url, facts: [], description: '' }) as const;

  it('are its cards and the links of its lists, in the order shown and each once', () => {
    const reply: Reply = message(
      text(link('elsewhere', third.url)),
      list([plain('1 '), link('renamed', second.url)], link('stranger', 'https://example.org/')),
      card(first),
      card(second),
    );
    expect(shownResources(reply, realCatalog).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(shownResources(reply, realCatalog)[0]?.title).toBe(second.title);
  });

  it('are none in a form', () => {
    const submit = { command: 'help', args: {}, mode: 'reply' } as const;
    const form: Reply = { type: 'form', title: 'x', fields: [], submitLabel: 'x', submit };
    expect(shownResources(form, realCatalog)).toEqual([]);
  });
});

describe('npm run ask', () => {
  const askFor = (...args: string[]) => run(['cli', 'ask', ...args]);

  it.each([
    [['topic docker']],
    [['topic', 'docker']],
    [['--', 'topic', 'docker']],
    [['topic', 'docker', '--as', 'text']],
    [['--as=text', 'topic docker']],
  ])('understands %j', async (args) => {
    const { code, stdout, stderr } = await askFor(...args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Docker/);
  });

  it('gives help for an empty text', async () => {
    const { code, stdout } = await askFor('');
    expect(code).toBe(0);
    expect(stdout).toContain('resource');
  });

  it('takes a text that begins with a dash', async () => {
    const { args } = JSON.parse((await askFor('--as', 'json', '-docker')).stdout);
    expect(JSON.stringify(args)).toContain('-docker');
    expect((await askFor('--', '--as')).stderr).toBe('');
  });

  it.each([
    [['docker', '--lmit', '3'], "unknown option '--lmit'"],
    [['docker', '--as', 'xml'], 'Allowed choices are text, markdown, slack, discord, json.'],
    [['docker', '--limit', 'many'], 'Give a whole number from 1.'],
    [['docker', '--page', '0'], 'Give a whole number from 1.'],
    [['docker', '--page'], 'argument missing'],
    [['docker', '--catalog', ','], 'Name a folder.'],
    [[], "missing required argument 'text'"],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await askFor(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each([[['serve']], [[]]])('%j is no program', async (args) => {
    const { code, stdout } = await run(['cli', ...args]);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('asks another catalog, with the words of our own', async () => {
    const catalog = join(emptyFolder(), 'own');
    mkdirSync(catalog);
    writeFileSync(
      join(catalog, 'resources.yaml'),
      `- {id: own-notes, title: Kubernetes at our place, url: 'https://example.org/k8s', authors: [], kind: notes,
   topics: [], level: beginner, minutes: 10, minutes_basis: estimate, access: free, description: How we do it}\n`,
    );
    const { code, stdout } = await askFor('resource k8s', '--as', 'json', '--catalog', catalog);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).resources.map(({ id }: { id: string }) => id)).toEqual(['own-notes']);
  });

  it('ends with 1 and all problems when the catalog is broken', async () => {
    const { code, stdout, stderr } = await askFor('docker', '--catalog', '/no/such,/nor/this');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('/no/such:1:1');
    expect(stderr).toContain('/nor/this:1:1');
  });

  it('has colours only when they are wanted', async () => {
    const escapeCode = String.fromCharCode(27);
    expect((await askFor('topic docker')).stdout).not.toContain(escapeCode);
    const coloured = await run(['cli', 'ask', 'topic docker'], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain(escapeCode);
    const plainText = await run(['cli', 'ask', 'topic docker'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(plainText.stdout).not.toContain(escapeCode);
  });

  it('does not mind a reader that leaves', async () => {
    const program = begin(['cli', 'ask', 'path', '--as', 'json']);
    program.leave();
    expect(await program.ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it('loads no server and no log', async () => {
    const hooks = `import { registerHooks } from 'node:module';
      registerHooks({ load(url, context, next) {
        if (/node_modules.(hono|pino|prom-client|@hono)\\b/.test(url)) process._rawDebug(url);
        return next(url, context);
      } });`;
    const watch = join(emptyFolder(), 'watch.mjs');
    writeFileSync(watch, hooks);
    const env = { NODE_OPTIONS: `--import=${watch}` };
    expect(await begin(['cli', 'ask', 'topic docker'], { env }).ended).toMatchObject({ code: 0, stderr: '' });
    const service = begin(['main'], { env: { ...env, PORT: '0' } });
    await service.says(/Serving/);
    service.kill('SIGTERM');
    expect((await service.ended).stderr).toMatch(/node_modules.hono.*node_modules.pino/s);
  });
});

/** As it is once it has been written as JSON. */
function plainData(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  botScopes,
  ManifestError,
  optionalScopes,
  slackManifest,
} from '../../../src/adapters/slack/manifest.ts';
import { shortcuts } from '../../../src/adapters/slack/names.ts';
import { fullName } from '../../../src/chat/typed.ts';
import { commands } from '../../../src/commands/all.ts';

const shortcutOf = (type: string) =>
  z.strictObject({
    type: z.literal(type),
    name: z.string().min(1).max(24),
    callback_id: z.string().min(1).max(255),
    description: z.string().min(1).max(150),
  });
const endpoint = z.url({ protocol: /^https$/ }).endsWith('/slack/events');
const oneLine = z.string().regex(/^[^\n\r]+$/);

/** What Slack takes. It refuses a key that it does not know in a place. */
const accepted = z.strictObject({
  display_information: z.strictObject({
    name: oneLine.max(35),
    description: oneLine.max(139),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#([\da-f]{3}|[\da-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/),
      always_online: z.boolean(),
    }),
    shortcuts: z.tuple([shortcutOf('global'), shortcutOf('message')]),
    slash_commands: z.tuple([
      z.strictObject({
        command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
        url: endpoint.optional(),
        description: oneLine.max(2000),
        usage_hint: oneLine.max(1000),
        should_escape: z.boolean(),
      }),
    ]),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: endpoint.optional(),
      bot_events: z.array(z.string()),
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: endpoint.optional(),
      message_menu_options_url: endpoint.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

function made({ commandName = 'mlops', url }: { commandName?: string; url?: string } = {}) {
  return accepted.parse(slackManifest({ commandName, commands, ...(url === undefined ? {} : { url }) }));
}

/** What COMMAND_NAME may be, but for the one length that is too much for Slack. */
const anyName = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,30}$/);
const https = 'https://bot.example.org';

describe('the manifest of the Slack app', () => {
  test('keeps to what Slack takes, for any command name', () => {
    fc.assert(
      fc.property(anyName, fc.option(fc.constant(https), { nil: undefined }), (commandName, url) => {
        const { features } = made({ commandName, ...(url === undefined ? {} : { url }) });
        expect(features.slash_commands[0].command).toBe(`/${commandName}`);
      }),
    );
  });

  test('refuses a command name that is too long for Slack, in one sentence', () => {
    const longest = 'a'.repeat(31);
    expect(made({ commandName: longest }).features.slash_commands[0].command).toBe(`/${longest}`);
    expect(() => made({ commandName: `${longest}a` })).toThrow(
      new ManifestError('COMMAND_NAME has 32 characters, and Slack takes at most 31.'),
    );
  });

  test('gives a second bot a name of its own', () => {
    const names = (commandName: string) => {
      const { display_information, features } = made({ commandName });
      return [display_information.name, features.bot_user.display_name];
    };
    expect(names('mlops')).toEqual(['MLOps Companion', 'mlops-companion']);
    expect(names('study')).toEqual(['MLOps Companion (study)', 'mlops-companion-study']);
    expect(names('study-group-of-the-south')[0]).toBe('MLOps Companion (study-group-of-th)');
    expect(names('study-group-of-b-and-c')[0]).toBe('MLOps Companion (study-group-of-b)');
  });

  test('says what there is to type, from the list of commands', () => {
    const { features, display_information } = made({ commandName: 'study' });
    expect(features.slash_commands[0].usage_hint).toBe('resource docker · topic docker · path · help');
    expect(display_information.long_description).toContain('After /study you can type');
    for (const command of commands) {
      const line = `• ${fullName(command)}: ${command.summary}`;
      expect(display_information.long_description).toContain(line);
    }
  });

  test('does without help where there is none', () => {
    const [first] = commands;
    const only = first === undefined ? [] : [first];
    const { features } = accepted.parse(slackManifest({ commandName: 'mlops', commands: only }));
    expect(features.slash_commands[0].usage_hint).toBe('resource docker');
  });

  test('opens Home and direct messages, and leaves mentions in a line as they were typed', () => {
    const { features } = made();
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(features.slash_commands[0].should_escape).toBe(false);
  });

  test('offers the shortcuts under the names and ids that the adapter knows', () => {
    const offered = made().features.shortcuts.map(({ name, callback_id }) => ({
      name,
      callbackId: callback_id,
    }));
    expect(offered).toEqual([shortcuts.find, shortcuts.about]);
  });

  test('asks for what its commands and events need, and for nothing else', () => {
    const { oauth_config, settings } = made();
    const needs: Record<string, string[]> = {
      app_home_opened: [],
      app_mention: ['app_mentions:read'],
      'message.im': ['im:history'],
    };
    const needed = settings.event_subscriptions.bot_events.flatMap((event) => needs[event] ?? ['unknown']);
    // What the daily post looks at: users.info, and conversations.info of public and private channels.
    const looks = ['users:read', 'channels:read', 'groups:read'];
    const optional = ['channels:history', 'groups:history'];
    expect(oauth_config.scopes.bot.toSorted()).toEqual(
      ['chat:write', 'commands', ...looks, ...needed, ...optional].toSorted(),
    );
    expect(oauth_config.scopes.bot_optional).toEqual(optional);
    expect(settings.event_subscriptions.bot_events).toEqual(Object.keys(needs));
    expect([settings.org_deploy_enabled, settings.token_rotation_enabled]).toEqual([false, false]);
    expect(settings.interactivity.is_enabled).toBe(true);
  });
});

describe('how Slack reaches the bot', () => {
  test('without an address it is Socket Mode, and no address stands anywhere', () => {
    const manifest = made();
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toMatch(/url"|https?:/);
  });

  test('with an address it is HTTP, and everything goes to one place', () => {
    const { features, settings } = made({ url: https });
    const there = 'https://bot.example.org/slack/events';
    expect(settings.socket_mode_enabled).toBe(false);
    expect(features.slash_commands[0].url).toBe(there);
    expect(settings.event_subscriptions.request_url).toBe(there);
    expect(settings.interactivity).toEqual({
      is_enabled: true,
      request_url: there,
      message_menu_options_url: there,
    });
  });

  test('nothing but the way differs between the two', () => {
    const withoutWay = (manifest: z.infer<typeof accepted>) =>
      JSON.parse(
        JSON.stringify(manifest, (key, value: unknown) =>
          /url$|^socket_mode_enabled$/.test(key) ? undefined : value,
        ),
      ) as unknown;
    expect(withoutWay(made({ url: https }))).toEqual(withoutWay(made()));
  });

  test.each([
    ['https://bot.example.org/', 'https://bot.example.org/slack/events'],
    ['https://BOT.example.org:8443', 'https://bot.example.org:8443/slack/events'],
  ])('%s is an address', (url, there) => {
    expect(made({ url }).settings.interactivity.request_url).toBe(there);
  });

  test.each([
    'http://bot.example.org',
    'bot.example.org',
    'bot.example.org:443',
    'https://bot.example.org/slack/events',
    'https://bot.example.org?a=b',
    'https://bot.example.org#top',
    'https://somebody@bot.example.org',
    'https://:secret@bot.example.org',
    'https://https://bot.example.org',
    'ftp://bot.example.org',
    'https://',
    '',
  ])('"%s" is refused in one sentence, and not repeated', (url) => {
    expect(() => made({ url })).toThrow(
      new ManifestError(
        'Slack needs the address as https and a host, without path, query or password: https://bot.example.org',
      ),
    );
  });
});

describe('docs/slack.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/slack.md'), 'utf8');

  test.each([
    ['Scope', botScopes],
    ['Optional scope', optionalScopes],
  ])('has each permission with its reason under %s, and no other', (head, scopes) => {
    const [, table = ''] = new RegExp(`^\\| ${head} \\|.*\\n\\|.*\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
    const rows = table
      .trimEnd()
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()));
    expect(rows.map(([, scope, why]) => ({ scope, why }))).toEqual(
      scopes.map(({ scope, why }) => ({ scope: `\`${scope}\``, why })),
    );
  });

  test('calls the shortcuts and the bot what Slack shows', () => {
    for (const { name } of Object.values(shortcuts)) expect(page).toContain(`**${name}**`);
    expect(page).toContain(`/invite @${made().features.bot_user.display_name}`);
  });
});

import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { applicationIdIn, invites, wanted } from '../../../src/adapters/discord/invite.ts';

it('an invitation asks for what the bot writes by itself with, and docs/discord.md says why', () => {
  const docs = readFileSync('docs/discord.md', 'utf8');
  for (const name of wanted) expect(docs).toContain(`| ${name} |`);
  const { server, account } = invites('123456789012345678');
  expect(Object.fromEntries(new URL(server).searchParams)).toEqual({
    client_id: '123456789012345678',
    integration_type: '0',
    scope: 'bot applications.commands',
    // View Channel 2^10, Send Messages 2^11, Read Message History 2^16, threads 2^35 and 2^38.
    permissions: '309237713920',
  });
  expect(Object.fromEntries(new URL(account).searchParams)).toEqual({
    client_id: '123456789012345678',
    integration_type: '1',
    scope: 'applications.commands',
  });
});

it('a token tells whose it is, and any other text nothing', () => {
  const id = '123456789012345678';
  expect(applicationIdIn(`${Buffer.from(id).toString('base64url')}.GxYz12.abc_def-ghi`)).toBe(id);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(applicationIdIn(text) ?? id).toMatch(/^\d{17,20}$/);
    }),
  );
});

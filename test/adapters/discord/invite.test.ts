import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { applicationIdIn, invites } from '../../../src/adapters/discord/invite.ts';

it('an invitation asks for no permission', () => {
  const { server, account } = invites('123456789012345678');
  expect(Object.fromEntries(new URL(server).searchParams)).toEqual({
    client_id: '123456789012345678',
    integration_type: '0',
    scope: 'bot applications.commands',
    permissions: '0',
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

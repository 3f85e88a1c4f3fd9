import { describe, expect, it } from 'vitest';
import { secretKeys } from '../../src/config/settings.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/ops/log.ts';

const token = 'xoxb-1234-abcdef';

function logOf(env: Record<string, string>) {
  const lines: string[] = [];
  const log = createLog(readConfig(env), { write: (line) => lines.push(line) });
  return { lines, log };
}

describe('the log', () => {
  it('writes one JSON line with time, level and message', () => {
    const { lines, log } = logOf({});
    log.info({ url: 'http://127.0.0.1:3000' }, 'serving');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      url: 'http://127.0.0.1:3000',
      msg: 'serving',
    });
  });

  it('leaves out what is below its level', () => {
    const { lines, log } = logOf({ LOG_LEVEL: 'warn' });
    log.info('quiet');
    log.warn('loud');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['loud']);
  });

  it('hides a secret wherever it stands: in a field, a message, an error and its cause', () => {
    const { lines, log } = logOf({ SLACK_BOT_TOKEN: token });
    log.info({ some: { where: [`Bearer ${token}`] } }, `sent with ${token}`);
    log.error({ err: new Error(`refused ${token}`, { cause: new Error(token) }) }, 'broke');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toContain(token);
      expect(line).toContain('[hidden]');
      JSON.parse(line);
    }
  });

  it('hides secrets whose characters JSON writes otherwise', () => {
    const secret = 'postgres://me:pa"ss\\word@db/x';
    const { lines, log } = logOf({ DATABASE_URL: secret });
    log.info(secret);
    expect(JSON.parse(lines[0] ?? '').msg).toBe('[hidden]');
  });

  it.each([...secretKeys, 'authorization', 'token'])('hides fields named %s, two levels deep', (name) => {
    const { lines, log } = logOf({});
    log.info({ [name]: 'a-b-c', one: { [name]: 'a-b-c', two: { [name]: 'a-b-c' } } }, 'said');
    expect(lines.join('')).not.toContain('a-b-c');
  });
});

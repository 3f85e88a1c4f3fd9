import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPostgres } from '../../store/engines.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { type PostgresBot, startPostgresBot } from '../postgres-bot.ts';
import { type Connected, connect } from './connected.ts';
import { answerOf, working } from './seen.ts';

let bot: PostgresBot;
let workspace: Workspace;
let connected: Connected;

// A halt needs the signals of a Unix.
describe.skipIf(noPostgres || process.platform === 'win32')('a PostgreSQL that is halted', () => {
  beforeAll(async () => {
    bot = await startPostgresBot();
    workspace = await startWorkspace();
    connected = await connect(workspace, { dispatcher: bot.dispatcher });
  });

  afterAll(async () => {
    bot.signal('SIGCONT');
    await connected.stop();
    await workspace.close();
    await bot.stop();
  });

  it('keeps no command from being acknowledged at once, and whoever needs it is told', async () => {
    const ada = workspace.person('ada');
    const { people } = connected;
    expect((await answerOf(await people.slash(ada, 'done git'))).text).toContain('Marked');
    bot.signal('SIGSTOP');
    const marking = await people.slash(ada, 'done docker');
    // Slack's limit is 3 s; a bound far below it, and far above what a busy machine needs.
    expect(marking.ackMs).toBeLessThan(1_500);
    expect(marking.shown?.text).toBe(working);
    const finding = await answerOf(await people.slash(ada, 'resource docker'));
    expect(finding.text).toContain('https://docs.docker.com/get-started');
    const [told] = await marking.until(1, 10_000);
    expect(told).toMatchObject({ visibility: 'ephemeral' });
    expect(told?.text).toContain('cannot be reached right now. Nothing was changed.');
    bot.signal('SIGCONT');
    await expect
      .poll(async () => (await answerOf(await people.slash(ada, 'done'))).text, { timeout: 10_000 })
      .toContain('Git');
    expect(workspace.breaches).toEqual([]);
  });
});

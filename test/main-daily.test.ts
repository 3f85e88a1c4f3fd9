import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { begin, emptyFolder, endPrograms } from './ops/program.ts';
import { type LoopbackDiscord, startDiscord } from './support/discord/discord.ts';
import { createPeople as createDiscordPeople } from './support/discord/people.ts';
import { createPeople as createSlackPeople } from './support/slack/people.ts';
import { startWorkspace, type Workspace } from './support/slack/workspace.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  await endPrograms();
  for (const end of ends.splice(0)) await end();
});

async function onDiscord(discord: LoopbackDiscord, path: string) {
  const env = {
    PORT: '0',
    DISCORD_TOKEN: discord.botToken,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_PATH: path,
    DEFAULT_TIME_ZONE: 'Europe/Berlin',
  };
  const program = begin(['main'], { env });
  await program.logs(/"Discord is connected"/);
  await program.logs(/"the commands are registered"/);
  return { program, people: createDiscordPeople(discord) };
}

async function onSlack(workspace: Workspace, path: string) {
  const { botToken, appToken, apiUrl } = workspace;
  const env = { PORT: '0', SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl, SLACK_APP_TOKEN: appToken };
  const program = begin(['main'], { env: { ...env, DATABASE_PATH: path } });
  await program.logs(/"Slack is connected"/);
  return { program, people: createSlackPeople(workspace, { type: 'socket' }) };
}

/** The next run of the one subscription was to be so long ago, while nobody was there. */
function missBy(path: string, minutes: number): void {
  const database = new DatabaseSync(path);
  const at = Temporal.Now.instant().subtract({ minutes });
  const { time_zone: zone } = database.prepare('select time_zone from subscription').get() as {
    time_zone: string;
  };
  const local = at.toZonedDateTimeISO(zone);
  database
    .prepare('update subscription set local_time = ?, weekdays = 127, next_due_at = ?, next_local_date = ?')
    .run(
      local.toPlainTime().toString({ smallestUnit: 'minute' }),
      at.epochMilliseconds,
      local.toPlainDate().toString(),
    );
  database.close();
}

describe('a daily post', () => {
  it('is switched on in two taps on Discord, posted, marked, and made up for after a kill', async () => {
    const discord = await startDiscord();
    ends.push(() => discord.close());
    const path = `${emptyFolder()}/companion.db`;
    const [ada, grace] = [discord.person('ada'), discord.person('grace')];
    const general = discord.channel('general');
    const first = await onDiscord(discord, path);
    const asked = await first.people.slash(ada, 'daily on', {}, { name: 'mlops' });
    const preview = (await asked.settled()).shown();
    expect(preview?.text).toContain('Europe/Berlin');
    if (preview === undefined) throw new Error('no preview');
    const confirmed = await (await first.people.press(ada, preview, 'Confirm')).settled();
    expect(confirmed.shown()?.text).toContain('Switched on');
    expect(discord.messages(general)).toEqual([]);
    first.program.kill('SIGKILL');
    await first.program.ended;

    missBy(path, 5);
    const second = await onDiscord(discord, path);
    await discord.until(() => discord.messages(general).length === 1);
    const [post] = discord.messages(general);
    if (post === undefined) throw new Error('no post');
    expect(post.text).toContain('Step 1 of 6 in Version control with Git');
    expect(post.text).toContain('Switched on by Ada');
    expect(post.buttons).toEqual(['Done', 'Later', 'Too easy', 'Save', 'Check yourself']);
    const marked = await (await second.people.press(grace, post, 'Done')).settled();
    await discord.until(() => marked.followups().length === 1);
    expect(post.text).toContain('1 done');
    expect(marked.followups()[0]).toMatchObject({ to: grace.id });
    second.program.kill('SIGKILL');
    await second.program.ended;

    const third = await onDiscord(discord, path);
    const later = await (await third.people.press(ada, post, 'Later')).settled();
    await discord.until(() => later.followups().length === 1);
    expect(post.text).toContain('1 done · 1 later');
    const status = (
      await (await third.people.slash(ada, 'daily status', {}, { name: 'mlops' })).settled()
    ).shown();
    expect(status?.text).toContain(`/${general.id}/${post.id}`);
    third.program.kill('SIGTERM');
    expect((await third.program.ended).code).toBe(0);
    expect(discord.messages(general)).toHaveLength(1);
    expect(discord.breaches).toEqual([]);
  });

  it('is switched on in two taps on Slack, and sent now', async () => {
    const workspace = await startWorkspace();
    ends.push(() => workspace.close());
    const [ada, grace] = [workspace.person('ada'), workspace.person('grace')];
    const general = workspace.channel('general');
    const { program, people } = await onSlack(workspace, `${emptyFolder()}/companion.db`);
    const { shown: preview } = await people.slash(ada, 'daily on', { channel: general });
    expect(preview?.text).toContain('America/Los_Angeles');
    if (preview === undefined) throw new Error('no preview');
    await (await people.press(ada, preview, 'Confirm')).until(1);
    expect(preview.text).toContain('09:00');
    const { shown: next } = await people.slash(ada, 'daily preview', { channel: general });
    if (next === undefined) throw new Error('no preview');
    await people.press(ada, next, 'Send now');
    const posted = () => workspace.messages(general).filter(({ responseUrl }) => responseUrl === undefined);
    await workspace.until(() => posted().length === 1);
    const [post] = posted();
    if (post === undefined) throw new Error('no post');
    expect(post.text).toContain('Step 1 of 6 in Version control with Git');
    await people.press(grace, post, 'Done');
    await workspace.until(() => post.text.includes('1 done'));
    program.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
    expect(posted()).toHaveLength(1);
    expect(workspace.breaches).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { begin, emptyFolder, endPrograms } from './ops/program.ts';
import { type LoopbackDiscord, startDiscord } from './support/discord/discord.ts';
import type { Exchange } from './support/discord/exchange.ts';
import { createPeople } from './support/discord/people.ts';
import { startWorkspace } from './support/slack/workspace.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  await endPrograms();
  for (const end of ends.splice(0)) await end();
});

async function aDiscord(): Promise<LoopbackDiscord> {
  const discord = await startDiscord();
  ends.push(() => discord.close());
  return discord;
}

/** `npm start` with the settings of docs/discord.md; says so when it is connected. */
async function start(discord: LoopbackDiscord, others: Record<string, string> = {}) {
  const env = { PORT: '0', DISCORD_TOKEN: discord.botToken, DISCORD_API_URL: discord.apiUrl, ...others };
  const program = begin(['main'], { env });
  const [, url = ''] = await program.says(/Serving (http:\/\/\S+)\/healthz/);
  await program.logs(/"Discord is connected"/);
  await program.logs(/"the commands are registered"/);
  const people = createPeople(discord);
  const slash = async (name: string, command: string, values = {}): Promise<Exchange> =>
    (await people.slash(discord.person(name), command, values, { name: 'mlops' })).settled();
  return { program, url, people, slash };
}

describe('a start with Discord’s settings', () => {
  it('connects, registers the commands, answers, and ends with SIGTERM', async () => {
    const discord = await aDiscord();
    const { program, url, slash } = await start(discord);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      status: 'ready',
      store: 'ready',
      discord: 'connected',
    });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain(
      'companion_platform_up{platform="discord"} 1',
    );
    const asked = await slash('ada', 'resource', { query: 'docker' });
    expect(asked.callback()?.at).toBeLessThan(3_000);
    expect(asked.shown()?.text).toContain('https://docs.docker.com/get-started');

    program.kill('SIGTERM');
    const { code, stdout, stderr } = await program.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('Discord is being connected');
    for (const secret of [discord.botToken, asked.token]) expect(stdout + stderr).not.toContain(secret);
    expect(discord.breaches).toEqual([]);
  });

  it('finishes what is under way when it is told to stop', async () => {
    const discord = await aDiscord();
    const { program, people } = await start(discord);
    const callback = 'POST /interactions/:id/:token/callback';
    const release = discord.hang(callback);
    const asked = await people.slash(discord.person('ada'), 'help', {}, { name: 'mlops' });
    await discord.until(() => discord.callsOf(callback).length === 1);
    program.kill('SIGTERM');
    await program.logs(/"stopping"/);
    release();
    expect((await program.ended).code).toBe(0);
    expect(asked.shown()?.text).toContain('MLOps Companion');
  });

  it('keeps what a person marked, and answers the buttons of a process that was killed', async () => {
    const discord = await aDiscord();
    const env = { DATABASE_PATH: `${emptyFolder()}/companion.db` };
    const first = await start(discord, env);
    expect((await first.slash('ada', 'done', { item: 'docker' })).shown()?.text).toContain('Marked');
    const shown = (await first.slash('ada', 'resource', { query: 'docker' })).shown();
    if (shown === undefined) throw new Error('nothing was shown');
    first.program.kill('SIGKILL');
    await first.program.ended;

    const second = await start(discord, env);
    await (await second.people.press(discord.person('ada'), shown, 'Next')).settled();
    expect(shown.text).toContain('6. ');
    expect((await second.slash('ada', 'done')).shown()?.text).toContain('Docker');
    expect((await second.slash('grace', 'done')).shown()?.text).not.toContain('Docker');
  });

  it('ends with 1 and one sentence when Discord does not take the token', async () => {
    const discord = await aDiscord();
    const env = { PORT: '0', DISCORD_TOKEN: 'MTIz.abc.def', DISCORD_API_URL: discord.apiUrl };
    const { code, stderr } = await begin(['main'], { env }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('Discord does not take DISCORD_TOKEN: copy it again');
    expect(stderr).not.toContain('MTIz.abc.def');
  });

  it('serves while Discord cannot be reached, and says so', async () => {
    const env = { PORT: '0', DISCORD_TOKEN: 'MTIz.abc.def', DISCORD_API_URL: 'http://127.0.0.1:9/api' };
    const program = begin(['main'], { env });
    const [, url = ''] = await program.says(/Serving (http:\/\/\S+)\/healthz/);
    await program.logs(/Discord cannot be reached; trying again/);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ discord: 'connecting' });
    program.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
  });

  it('serves Slack beside it', async () => {
    const discord = await aDiscord();
    const workspace = await startWorkspace();
    ends.push(() => workspace.close());
    const { program, url } = await start(discord, {
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
      SLACK_API_URL: workspace.apiUrl,
    });
    await program.logs(/"Slack is connected"/);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      slack: 'connected',
      discord: 'connected',
    });
  });
});

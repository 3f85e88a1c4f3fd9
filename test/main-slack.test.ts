import { afterEach, describe, expect, it } from 'vitest';
import { begin, emptyFolder, endPrograms } from './ops/program.ts';
import { createPeople } from './support/slack/people.ts';
import { startWorkspace, type Workspace } from './support/slack/workspace.ts';

const workspaces: Workspace[] = [];

afterEach(async () => {
  await endPrograms();
  for (const workspace of workspaces.splice(0)) await workspace.close();
});

async function aWorkspace(): Promise<Workspace> {
  const workspace = await startWorkspace();
  workspaces.push(workspace);
  return workspace;
}

/** `npm start` with the settings of docs/slack.md; says so when it is connected. */
async function start(workspace: Workspace, way: 'http' | 'socket', others: Record<string, string> = {}) {
  const { botToken, appToken, signingSecret, apiUrl } = workspace;
  const key = way === 'http' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken };
  const env = { PORT: '0', SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl, ...key, ...others };
  const program = begin(['main'], { env });
  const [, url = ''] = await program.says(/Serving (http:\/\/\S+)\/healthz/);
  await program.logs(/"Slack is connected"/);
  const transport = way === 'http' ? { type: way, url: `${url}/slack/events` } : { type: way };
  return { program, url, people: createPeople(workspace, transport) };
}

describe('a start with Slack’s settings', () => {
  it.each(['http', 'socket'] as const)('connects over %s, answers, and ends with SIGTERM', async (way) => {
    const workspace = await aWorkspace();
    const { program, url, people } = await start(workspace, way);
    const ready = await (await fetch(`${url}/readyz`)).json();
    expect(ready).toEqual({ status: 'ready', store: 'ready', slack: 'connected' });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain(
      'companion_platform_up{platform="slack"} 1',
    );

    const { shown, ackMs } = await people.slash(workspace.person('ada'), 'resource docker');
    expect(shown).toMatchObject({ visibility: 'ephemeral' });
    expect(shown?.text).toContain('https://docs.docker.com/get-started');
    expect(ackMs).toBeLessThan(3_000);

    program.kill('SIGTERM');
    const { code, stdout, stderr } = await program.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('Slack is being connected');
    for (const secret of [workspace.botToken, workspace.appToken, workspace.signingSecret]) {
      expect(stdout + stderr).not.toContain(secret);
    }
    expect(workspace.breaches).toEqual([]);
  });

  it('keeps what a person marked, under the workspace', async () => {
    const workspace = await aWorkspace();
    const folder = emptyFolder();
    const ada = workspace.person('ada');
    const env = { DATABASE_PATH: `${folder}/companion.db` };
    const first = await start(workspace, 'http', env);
    expect((await first.people.slash(ada, 'done docker')).shown?.text).toContain('Marked Docker');
    first.program.kill('SIGKILL');
    await first.program.ended;

    const second = await start(workspace, 'socket', env);
    expect((await second.people.slash(ada, 'done')).shown?.text).toContain('Docker');
    expect((await second.people.slash(workspace.person('grace'), 'done')).shown?.text).not.toContain(
      'Docker',
    );
  });

  it('answers the buttons of a process that was killed', async () => {
    const workspace = await aWorkspace();
    const ada = workspace.person('ada');
    const first = await start(workspace, 'http');
    const { shown } = await first.people.slash(ada, 'resource docker');
    if (shown === undefined) throw new Error('nothing was shown');
    first.program.kill('SIGKILL');
    await first.program.ended;

    const second = await start(workspace, 'socket');
    await (await second.people.press(ada, shown, 'Next')).until(1);
    expect(shown.replaced).toBe(1);
    expect(shown.text).toContain('6. ');
  });

  it('ends with 1 and one sentence when Slack does not take a token', async () => {
    const workspace = await aWorkspace();
    const { apiUrl, appToken, botToken } = workspace;
    const wrong = {
      SLACK_BOT_TOKEN: 'xoxb-wrong',
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: apiUrl,
      PORT: '0',
    };
    const bot = await begin(['main'], { env: wrong }).ended;
    expect([bot.code, bot.stdout]).toEqual([1, expect.stringContaining('Serving')]);
    expect(bot.stderr).toContain('Slack does not take SLACK_BOT_TOKEN (invalid_auth): copy it again');
    const app = await begin(['main'], {
      env: { ...wrong, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: 'xapp-wrong' },
    }).ended;
    expect(app.code).toBe(1);
    expect(app.stderr).toContain('Slack does not take SLACK_APP_TOKEN (invalid_auth)');
  });

  it('serves while Slack cannot be reached, and says so', async () => {
    const env = {
      PORT: '0',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
    };
    const program = begin(['main'], { env });
    const [, url = ''] = await program.says(/Serving (http:\/\/\S+)\/healthz/);
    await program.logs(/Slack cannot be reached; trying again/);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      status: 'ready',
      slack: 'connecting',
    });
    program.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
  });
});

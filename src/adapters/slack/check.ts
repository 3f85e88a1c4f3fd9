import type { Check } from '../../chat/platform.ts';
import type { SlackSettings } from '../../config.ts';
import { createCalmFetch } from './calm-fetch.ts';
import { botScopes, optionalScopes } from './manifest.ts';
import { sdkLog } from './sdk-log.ts';
import { refusalOf, refusalText, type TokenName } from './trouble.ts';
import { clientOptions, createWeb, type Identity, openConnection } from './web.ts';

/** Asks Slack whether it takes the tokens, and whether they may do what the bot needs. Sends nothing to anybody. */
export async function checkSlack(
  { botToken, way, apiUrl }: SlackSettings,
  { clock, wait }: { clock: () => number; wait: (ms: number) => Promise<unknown> },
): Promise<Check[]> {
  const fetch = createCalmFetch({ clock, wait, ...(apiUrl === undefined ? {} : { apiUrl }) });
  const options = {
    ...clientOptions(fetch, apiUrl),
    logger: sdkLog({ debug() {}, info() {}, warn() {}, error() {} }),
  };
  const asked = [
    attempt('SLACK_BOT_TOKEN', async () => ofIdentity(await createWeb(botToken, options).whoAmI())),
    ...(way.type === 'socket'
      ? [
          attempt('SLACK_APP_TOKEN', async () => {
            await openConnection(way.appToken, options);
            return [{ result: 'good' as const, message: 'Slack: Socket Mode is open to SLACK_APP_TOKEN' }];
          }),
        ]
      : []),
  ];
  return (await Promise.all(asked)).flat();
}

async function attempt(key: TokenName, ask: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await ask();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== undefined) return [{ result: 'wrong', message: refusalText(refusal, key) }];
    const mend = 'look at the network of this machine; the bot keeps trying by itself';
    return [{ result: 'warning', message: `Slack cannot be reached to check ${key}`, mend }];
  }
}

function ofIdentity({ name, workspace, scopes }: Identity): Check[] {
  const missingOf = (asked: readonly { scope: string }[]) =>
    asked.map(({ scope }) => scope).filter((scope) => !scopes.includes(scope));
  const [missing, spared] = [missingOf(botScopes), missingOf(optionalScopes)];
  const known: Check = { result: 'good', message: `Slack: the bot is @${name} in ${workspace}` };
  if (scopes.length === 0) return [known];
  const mend =
    'paste what "npm run --silent manifest -- slack" prints under App Manifest, and reinstall the app';
  if (missing.length > 0) {
    return [known, { result: 'wrong', message: `Slack: the token lacks ${missing.join(', ')}`, mend }];
  }
  if (spared.length === 0) return [known];
  // Whoever left them out meant to.
  const cost = 'after a lost answer nobody can look whether a daily post came';
  return [known, { result: 'good', message: `Slack: without ${spared.join(' and ')} ${cost}` }];
}

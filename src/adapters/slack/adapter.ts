import { App, type Receiver } from '@slack/bolt';
import { errorId } from '../../chat/apology.ts';
import { createInFlight } from '../../chat/in-flight.ts';
import type { Platform, PlatformOptions } from '../../chat/platform.ts';
import type { SlackSettings } from '../../config.ts';
import { slackManagers } from './caller.ts';
import { createCalmFetch } from './calm-fetch.ts';
import type { Desk } from './desk.ts';
import { createHttpReceiver, eventsPath } from './http-receiver.ts';
import { createLatest } from './latest.ts';
import { listen } from './listeners.ts';
import { createPoster } from './poster.ts';
import { createProfiles } from './profiles.ts';
import { sdkLog } from './sdk-log.ts';
import { createSeen } from './seen.ts';
import { patience } from './slow.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { isFinal, isLockedOut, type Refusal, refusalOf, refusalText, type TokenName } from './trouble.ts';
import { clientOptions, createWeb, type Identity } from './web.ts';

export interface SlackOptions extends PlatformOptions<SlackSettings> {
  /** Monotonic, in milliseconds. */
  clock: () => number;
}

/** Slack sends an event again at once, after a minute and after five. */
const rememberEventsMs = 15 * 60_000;
/** A message may be edited long after it was answered. */
const rememberMentionsMs = 24 * 60 * 60_000;
const longestPauseMs = 30_000;
/** Until a token that was refused is tried again. */
const refusedPauseMs = 5 * 60_000;

/** The bot as an app of one Slack workspace. Nothing is sent before `connect`. */
export function createSlack(options: SlackOptions): Platform {
  const { settings, log, clock, wait } = options;
  const { apiUrl } = settings;
  const onLimited = (method: string, seconds: number) => log.warn({ method, seconds }, 'Slack asks to wait');
  const fetch = createCalmFetch({ clock, wait, onLimited, ...(apiUrl === undefined ? {} : { apiUrl }) });
  const web = createWeb(settings.botToken, { ...clientOptions(fetch, apiUrl), logger: sdkLog(log) });
  const inFlight = createInFlight();
  let state: ReturnType<Platform['state']> = 'connecting';
  let stopping = false;
  let me: Identity | undefined;
  const transport = createTransport(options, fetch, (refusal) => {
    log.error({ refusal }, refused(refusal, 'SLACK_APP_TOKEN'));
  });

  function refused(refusal: Refusal, key?: TokenName): string {
    if (state === 'connected') void lookAgain();
    state = 'refused';
    return refusalText(refusal, key);
  }

  /** What Slack refuses now it may take again later, without a restart. */
  async function lookAgain(): Promise<void> {
    do {
      await wait(refusedPauseMs);
      const takes = await web.whoAmI().then(
        () => true,
        () => false,
      );
      if (takes) state = 'connected';
    } while (state === 'refused' && !stopping);
  }

  function note(error: unknown, where: string): string {
    const id = errorId(options.random);
    const refusal = refusalOf(error);
    if (refusal !== undefined && isLockedOut(refusal)) log.error({ id, where, refusal }, refused(refusal));
    else log.error({ id, where, err: error }, 'something broke in Slack');
    return id;
  }

  async function identity(): Promise<Identity | Refusal | undefined> {
    for (let failures = 0; !stopping; failures++) {
      try {
        return await web.whoAmI();
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal !== undefined && isFinal(refusal)) return refusal;
        log.warn({ err: error }, 'Slack cannot be reached; trying again');
        await wait(Math.min(longestPauseMs, 1_000 * 2 ** failures));
      }
    }
    return undefined;
  }

  function assemble(as: Identity): void {
    me = as;
    const app = new App({
      receiver: transport.receiver,
      token: settings.botToken,
      botId: as.botId,
      botUserId: as.userId,
      tokenVerificationEnabled: false,
      convoStore: false,
      clientOptions: clientOptions(fetch, apiUrl),
      logger: sdkLog(log),
    });
    const { dispatcher, commands, commandName } = options;
    const desk: Desk = {
      ...{ dispatcher, commands, commandName, web, me: as, log, patience, note },
      profiles: createProfiles(web.person, { clock, log }),
      managers: slackManagers(options.managers ?? []),
      originals: createLatest(),
    };
    app.use(({ next }) => inFlight.track(next()));
    const events = createSeen(clock, rememberEventsMs);
    listen(app, desk, { events, mentions: createSeen(clock, rememberMentionsMs) });
  }

  return {
    name: 'slack',
    poster: createPoster({
      ...{ settings, log, clock, track: inFlight.track },
      me: () => me,
      onLockedOut(refusal) {
        if (state !== 'refused') log.error({ refusal }, refused(refusal));
      },
    }),
    ...(transport.route === undefined ? {} : { route: transport.route }),
    state: () => (state === 'connected' && !transport.isOpen() ? 'connecting' : state),
    async connect() {
      const as = await identity();
      if (as === undefined) return undefined;
      if ('error' in as) return refused(as);
      assemble(as);
      try {
        await transport.receiver.start();
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        return refused(refusal, 'SLACK_APP_TOKEN');
      }
      if (stopping) return undefined;
      state = 'connected';
      log.info({ workspace: as.workspace, bot: as.name }, 'Slack is connected');
      return undefined;
    },
    async stop(graceMs) {
      stopping = true;
      const late = wait(graceMs);
      await Promise.race([inFlight.settled(), late]);
      await transport.receiver.stop();
      // What came in between.
      await Promise.race([inFlight.settled(), late]);
    },
  };
}

interface Transport {
  receiver: Receiver;
  route?: Platform['route'];
  /** Whether anything of Slack's can arrive now. */
  isOpen(): boolean;
}

function createTransport(
  options: SlackOptions,
  fetch: typeof globalThis.fetch,
  onRefused: (refusal: Refusal) => void,
): Transport {
  const { settings, log, clock, wait, random } = options;
  const { way, apiUrl } = settings;
  if (way.type === 'socket') {
    const client = {
      appToken: way.appToken,
      clientOptions: clientOptions(fetch, apiUrl),
      logger: sdkLog(log),
    };
    const { connections } = way;
    const receiver = createSocketReceiver({ connections, client, log, clock, wait, random, onRefused });
    return { receiver, isOpen: () => receiver.open() > 0 };
  }
  const receiver = createHttpReceiver(way.signingSecret, { log, clock });
  return { receiver, isOpen: () => true, route: { path: eventsPath, handle: receiver.handle } };
}

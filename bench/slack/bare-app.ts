import { Server } from 'node:http';
import { App, type RespondArguments } from '@slack/bolt';

/**
 * A bare Bolt app, as its documentation begins one: every command and every press gets the same answer, the message in
 * CONSTANT. The first argument is `socket` for Socket Mode, else it listens.
 */
const { SLACK_BOT_TOKEN = '', SLACK_SIGNING_SECRET = '', SLACK_APP_TOKEN = '' } = process.env;
const { SLACK_API_URL = '', CONSTANT = '{}' } = process.env;
const constant: RespondArguments = JSON.parse(CONSTANT);

const app = new App({
  token: SLACK_BOT_TOKEN,
  ...(process.argv[2] === 'socket'
    ? { socketMode: true, appToken: SLACK_APP_TOKEN }
    : { signingSecret: SLACK_SIGNING_SECRET }),
  clientOptions: { slackApiUrl: SLACK_API_URL },
  // Else nothing tells when Slack has taken the token.
  deferInitialization: true,
});
app.command('/mlops', ({ ack }) => ack(constant));
app.action(/./, async ({ ack, respond }) => {
  await ack();
  await respond(constant);
});

await app.init();
const server: unknown = await app.start({ port: 0, host: '127.0.0.1' });
const address = server instanceof Server ? server.address() : null;
if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`);
console.log('connected');

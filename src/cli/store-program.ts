import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { now, readEnvironment } from '../main.ts';
import { type Done, print } from './done.ts';

/** What `npm run store` understands. */
export function addStore(program: Command, done: Done): void {
  const store = program
    .command('store')
    .usage('-- <command>')
    .description('look at, back up and move what the bot keeps');
  const add = (name: string, words: string, summary: string) =>
    store
      .command(name)
      .configureHelp({ commandUsage: () => `npm run store -- ${name}${words}` })
      .description(summary);
  const settings = () => ({ database: readConfig(readEnvironment()).database, now });
  const commands = () => import('./store.ts');

  add('info', '', 'say what is kept, where, in what form, and who writes to it').action(async () => {
    done(await (await commands()).infoCommand(settings(), print));
  });
  add('check', '', 'read everything, and name what is broken').action(async () => {
    done(await (await commands()).checkStoreCommand(settings(), print));
  });
  add('backup', ' FILE', 'copy everything into a new file, beside a running bot too')
    .argument('<file>', 'the file to write')
    .action(async (file: string) => {
      done(await (await commands()).backupCommand(settings(), file, print));
    });
  add('restore', ' FILE', 'put a backup in the place of what is kept; stop the bot first')
    .argument('<file>', 'the backup')
    .action(async (file: string) => {
      done(await (await commands()).restoreCommand(settings(), file, print));
    });
  add(
    'copy-to',
    ' [postgres://…]',
    'copy the file of DATABASE_PATH into an empty PostgreSQL; stop the bot first',
  )
    .argument(
      '[url]',
      'where to; without it DATABASE_URL, which keeps the password out of the list of processes',
    )
    .action(async (url: string | undefined) => {
      done(await (await commands()).copyToCommand(settings(), url, print));
    });
}

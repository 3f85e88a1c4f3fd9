import { join } from 'node:path';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type AskOptions, forms } from './cli/ask.ts';
import { type Done, print } from './cli/done.ts';
import { addStore } from './cli/store-program.ts';
import { textLast } from './cli/text-last.ts';
import { builtInCatalog, listed } from './config/settings.ts';
import { readConfig } from './config.ts';
import { terminalCaller } from './main/manners.ts';
import {
  assembleBot,
  clocks,
  guarded,
  readCatalog,
  readEnvironment,
  version,
  warnOfTrouble,
} from './main.ts';
import { misspelt } from './ops/notices.ts';
import { screenOf } from './ops/screen.ts';
import { visitingStore } from './ops/store.ts';

/** Every command but `start`. Gives the exit code: 2 for words that are no command or option. */
export function cli(args: readonly string[]): Promise<number> {
  return guarded(async () => {
    let code = 0;
    const program = createProgram((given) => {
      code = given;
    });
    try {
      const [first, ...rest] = args;
      await program.parseAsync(first === 'ask' ? [first, ...askArguments(program, rest)] : args, {
        from: 'user',
      });
      return code;
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      return error.exitCode === 0 ? 0 : 2;
    }
  });
}

function createProgram(done: Done): Command {
  const program = new Command('npm run').exitOverride().enablePositionalOptions();
  program.description('Parts of MLOps Companion that answer once and end.').version(version);
  program.configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) });
  for (const add of [addAsk, addCatalog, addStore, addManifest, addDoctor, addEval]) add(program, done);
  return program;
}

const catalogOption = () =>
  new Option('--catalog <dirs>', 'folders of catalogs, with commas between them').argParser(folders);

function addAsk(program: Command, done: Done): void {
  program
    .command('ask')
    .usage('-- [options] <text...>')
    .description('answer one line')
    .argument('<text...>', 'what to ask: "resource docker"')
    .addOption(new Option('--as <form>', 'form of the answer').choices(forms).default('text'))
    .option('--limit <number>', 'how many on a page', wholeNumber)
    .option('--page <number>', 'which page, from 1', wholeNumber)
    .addOption(catalogOption())
    .option('--explain', 'say why each was found')
    .showHelpAfterError(
      '(npm run ask -- --help shows every option; put -- before a text that looks like one)',
    )
    .action(async (words: string[], { catalog, ...options }: AskOptions & { catalog?: string[] }) => {
      const { ask } = await import('./cli/ask.ts');
      const env = readEnvironment();
      for (const notice of misspelt(env)) process.stderr.write(`! ${notice}\n`);
      const output = {
        ...screenOf(process.stdout, env),
        write: (text: string) => void process.stdout.write(text),
      };
      const config = readConfig(env);
      let troubled = false;
      const store = visitingStore(config.database, {
        ...clocks,
        onTrouble(trouble) {
          troubled ||= trouble !== undefined;
          warnOfTrouble(trouble);
        },
      });
      try {
        const bot = assembleBot({ config, catalog: await readCatalog(config, catalog), store });
        const code = await ask(words.join(' '), options, { bot, caller: terminalCaller(), output });
        done(troubled ? 1 : code);
      } finally {
        await store.close();
      }
    });
}

function addDoctor(program: Command, done: Done): void {
  program
    .command('doctor')
    .configureHelp({ commandUsage: () => 'npm run doctor' })
    .description('say whether this machine and the settings are fit')
    .action(async () => {
      const { doctor } = await import('./cli/doctor.ts');
      const options = {
        env: readEnvironment(),
        folder: process.cwd(),
        nodeVersion: process.versions.node,
        version,
        clock: clocks.clock,
      };
      done(await doctor(options, (text) => void process.stdout.write(text)));
    });
}

function addCatalog(program: Command, done: Done): void {
  const catalog = program
    .command('catalog')
    .usage('-- <command>')
    .description('check, import and describe catalogs');
  catalog
    .command('check')
    .configureHelp({ commandUsage: () => 'npm run catalog -- check [dirs...]' })
    .description('name everything that is wrong, with its place and how to mend it')
    .argument('[dirs...]', 'folders that make one catalog; without them those of the settings')
    .action(async (dirs: string[]) => {
      const { checkCommand } = await import('./cli/catalog.ts');
      done(await checkCommand({ dirs: dirs.length > 0 ? dirs : configuredDirs() }, print));
    });
  catalog
    .command('import')
    .configureHelp({ commandUsage: () => 'npm run catalog -- import <files...> --out <dir>' })
    .description('make a catalog of Markdown or JSON lists of links')
    .argument('<files...>', 'the lists')
    .requiredOption('--out <dir>', 'the folder to write')
    .action(async (files: string[], { out }: { out: string }) => {
      const { importCommand } = await import('./cli/catalog.ts');
      done(await importCommand({ files, out, vocabularyDir: builtInCatalog }, print));
    });
  catalog
    .command('export')
    .configureHelp({ commandUsage: () => 'npm run catalog -- export markdown [file]' })
    .description('write the whole catalog as one page')
    .addArgument(new Argument('<form>', 'how').choices(['markdown']))
    .argument('[file]', 'the file to write; without it the page of the built-in catalog')
    .addOption(catalogOption())
    .action(async (_form: string, file: string | undefined, { catalog }: { catalog?: string[] }) => {
      const { exportCommand } = await import('./cli/export.ts');
      const dirs = catalog ?? (file === undefined ? undefined : configuredDirs());
      done(await exportCommand({ dirs, file, builtIn: builtInCatalog }, print));
    });
  catalog
    .command('ids')
    .configureHelp({ commandUsage: () => 'npm run catalog -- ids [dir]' })
    .description('write down the ids of all entries, so that none can be lost')
    .argument('[dir]', 'the folder of the catalog', builtInCatalog)
    .action(async (dir: string) => {
      const { idsCommand } = await import('./cli/catalog.ts');
      done(await idsCommand({ dir, dirs: configuredDirs() }, print));
    });
  catalog
    .command('schema')
    .configureHelp({ commandUsage: () => 'npm run catalog -- schema [dir]' })
    .description('write JSON Schemas of the files, for editors')
    .argument('[dir]', 'the folder to write', join(builtInCatalog, 'schema'))
    .action(async (dir: string) => {
      const { schemaCommand } = await import('./cli/catalog.ts');
      done(await schemaCommand({ dir }, print));
    });
}

function addManifest(program: Command, done: Done): void {
  program
    .command('manifest')
    .usage('-- <platform> [options]')
    .description(
      'print what a platform needs of the bot: the configuration of a Slack app, invite links for Discord',
    )
    .argument('[platform]', 'slack or discord')
    .option('--url <url>', 'for HTTP: where Slack reaches the bot, such as https://bot.example.org')
    .option('--app <id>', 'for Discord: the Application ID, if DISCORD_TOKEN is not set')
    .option('--json', 'as JSON', false)
    .action(async (platform: string | undefined, options: { url?: string; app?: string; json: boolean }) => {
      const { manifestCommand } = await import('./cli/manifest.ts');
      const { commandName, discord } = readConfig(readEnvironment());
      const say = (text: string) => void process.stderr.write(`${text}\n`);
      const settings = { ...options, platform, commandName, ...(discord === undefined ? {} : { discord }) };
      done(manifestCommand(settings, print, say));
    });
}

function addEval(program: Command, done: Done): void {
  program
    .command('eval')
    .usage('-- [options]')
    .description('score what a search finds against judged queries')
    .option('--queries <file>', 'a file of judged queries, instead of our own')
    .addOption(catalogOption())
    .option('--json', 'as JSON', false)
    .action(async ({ queries, catalog, json }: { queries?: string; catalog?: string[]; json: boolean }) => {
      const { evaluate } = await import('./cli/eval.ts');
      const options = {
        catalogDirs: catalog ?? configuredDirs(),
        vocabularyDir: builtInCatalog,
        defaultQueries: join(import.meta.dirname, '../bench/eval/queries.json'),
        json,
        ...(queries === undefined ? {} : { queries }),
      };
      done(await evaluate(options, print));
    });
}

function askArguments(program: Command, args: readonly string[]): string[] {
  const options = program.commands.find((command) => command.name() === 'ask')?.options ?? [];
  const takesValue = options.filter(({ required }) => required).flatMap(({ long }) => long ?? []);
  return textLast(args, takesValue, ['-h']);
}

function configuredDirs(): readonly string[] {
  return readConfig(readEnvironment()).catalogDirs;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1.');
  return Number(text);
}

function folders(text: string): string[] {
  const dirs = listed(text);
  if (dirs.length === 0) throw new InvalidArgumentError('Name a folder.');
  return dirs;
}

import { mkdtempDisposable } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureAnswers } from './answers.ts';
import { answerOf } from './load.ts';
import { startLoopback } from './loopback.ts';
import { measureMemory } from './memory.ts';
import { startOurs } from './programs.ts';
import { measureStartUp } from './start-up.ts';

const [cpu] = cpus();
console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpu?.model.trim()}`,
);

await using folder = await mkdtempDisposable(join(tmpdir(), 'companion-bench-'));
await using discord = await startLoopback();
const env = { DATABASE_PATH: join(folder.path, 'companion.db') };
const message = await ourMessage();
const over = [
  ...(await measureAnswers(discord, env, message)),
  ...(await measureMemory(discord, env, message)),
];
await measureStartUp(discord, env, message);
if (over.length > 0) {
  console.log(`\nOver a limit:\n- ${over.join('\n- ')}`);
  process.exitCode = 1;
}

async function ourMessage(): Promise<string> {
  await using ours = await startOurs(discord, env);
  return await answerOf(discord, ours);
}

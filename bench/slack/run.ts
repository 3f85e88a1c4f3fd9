import { mkdtempDisposable } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureAnswers } from './answers.ts';
import { startLoopback } from './loopback.ts';
import { measureStartUp } from './start-up.ts';

const [cpu] = cpus();
console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpu?.model.trim()}`,
);

await using folder = await mkdtempDisposable(join(tmpdir(), 'companion-bench-'));
await using slack = await startLoopback();
const env = { DATABASE_PATH: join(folder.path, 'companion.db') };
const over = [...(await measureAnswers(slack, env)), ...(await measureStartUp(slack, env))];
if (over.length > 0) {
  console.log(`\nOver a limit:\n- ${over.join('\n- ')}`);
  process.exitCode = 1;
}

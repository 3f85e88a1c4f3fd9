import { availableParallelism, cpus } from 'node:os';
import { measureAnswer } from './answer.ts';
import { measureMemory } from './memory.ts';
import { measureSize } from './size.ts';

const [cpu] = cpus();
console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpu?.model.trim()}`,
);

await measureAnswer();
await measureSize();
await measureMemory();

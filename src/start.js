// Plain JavaScript that an old Node can read, for it has to say which one is needed.
const needed = 26;

/** @param {string | undefined} program @param {string[]} args */
async function run(program, args) {
  const { enableCompileCache } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  // Beside the code, for in the shared temporary folder another user could prepare it. Where nothing may be written,
  // nothing is cached.
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/mlops-companion', import.meta.url)));
  if (program === 'cli') return (await import('./cli.ts')).cli(args);
  return (await import('./main.ts')).main(args);
}

/** @param {unknown} error */
function tell(error) {
  const text = String(error instanceof Error ? error.stack : error);
  const missing = /^Error[^\n]*: Cannot find package/.test(text);
  console.error(missing ? 'A package is missing. Run "npm ci" in this folder, then start again.' : text);
  process.exitCode = 1;
}

if (Number(process.versions.node.split('.')[0]) >= needed) {
  run(process.argv[2], process.argv.slice(3)).then((code) => {
    process.exitCode = code;
  }, tell);
} else {
  console.error(
    `MLOps Companion needs Node ${needed} or newer, and this is ${process.versions.node}.\n` +
      `Run "npm ci" in this folder: it brings Node ${needed} along for this folder only; then "npm start".\n` +
      `Or install Node ${needed} (https://nodejs.org) and start again.`,
  );
  process.exitCode = 1;
}

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';

const start = join(import.meta.dirname, '../src/start.js');

/** Runs start.js on this Node, which says that it is another. */
function startOn(version: string, ...args: string[]) {
  const claim = `Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`;
  return spawnSync(process.execPath, ['--import', `data:text/javascript,${claim}`, start, ...args], {
    encoding: 'utf8',
    cwd: tmpdir(),
    env: { PORT: '0' },
    timeout: 20_000,
    input: '',
  });
}

describe('the start on an old Node', () => {
  it.each(['12.22.12', '20.20.2', '25.9.0'])(
    '%s says which command mends it, without a stack trace',
    (version) => {
      const { status, stdout, stderr } = startOn(version, 'main');
      expect(status).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain(`this is ${version}`);
      expect(stderr).toContain('"npm ci"');
      expect(stderr).toContain('"npm start"');
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(4);
    },
  );

  it('is refused for every program', () => {
    expect(startOn('20.0.0', 'cli', 'doctor').status).toBe(1);
  });

  it.each(['26.0.0', '26.10.0', '27.1.0', '100.0.0'])('%s is not old', (version) => {
    const { status, stderr } = startOn(version, 'cli', '--version');
    expect([status, stderr]).toEqual([0, '']);
  });

  it('uses only syntax that Node 12 reads', () => {
    const { body } = parseAst(readFileSync(start, 'utf8'));
    expect(findings(body)).toEqual([]);
    expect(
      findings(
        body.filter(({ type }) => type !== 'FunctionDeclaration'),
        /^AwaitExpression$/,
      ),
    ).toEqual([]);
    expect(findings(parseAst('a?.b; a ?? b; a ||= b; import c from "c"').body)).toEqual([
      'ChainExpression',
      '??',
      '||=',
      'ImportDeclaration',
    ]);
  });
});

describe('the start without packages', () => {
  it('says which command brings them, without a stack trace', () => {
    const folder = mkdtempSync(join(tmpdir(), 'companion-'));
    mkdirSync(join(folder, 'src'));
    copyFileSync(start, join(folder, 'src/start.js'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'src/main.ts'), 'import "dotenv";');
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'src/start.js'), 'main'], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(status).toBe(1);
    expect(stderr).toBe('A package is missing. Run "npm ci" in this folder, then start again.\n');
  });
});

/** Types of nodes and operators that Node 12 lacks; static imports run before anything could be said. */
function findings(
  tree: unknown,
  young = /^(ChainExpression|ImportDeclaration|PropertyDefinition|StaticBlock|\?\?|(\?\?|\|\||&&)=)$/,
): string[] {
  const found: string[] = [];
  JSON.stringify(tree, (key, value: unknown) => {
    if (/^(type|operator)$/.test(key) && typeof value === 'string' && young.test(value)) found.push(value);
    return value;
  });
  return found;
}

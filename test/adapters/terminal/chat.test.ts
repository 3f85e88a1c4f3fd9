import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { chat, type History } from '../../../src/adapters/terminal/chat.ts';
import { caller, commands, dispatcher } from './two-commands.ts';

const enter = '\r';
const tab = '\t';
const up = '\u001B[A';
const ctrlC = '\u0003';
const ctrlD = '\u0004';

/** A chat at a keyboard: each key is pressed once the screen shows what it waits for. */
function session(history?: History, colour = false) {
  const input = new PassThrough();
  const output = new PassThrough();
  let screen = '';
  let seen = 0;
  let check = () => {};
  output.on('data', (chunk) => {
    screen += String(chunk);
    check();
  });
  const ended = chat({
    input,
    output,
    dispatcher,
    caller,
    commands,
    commandName: 'mlops',
    colour,
    columns: () => 80,
    greeting: 'Good day',
    prompt: 'mlops> ',
    interactive: true,
    ...(history === undefined ? {} : { history }),
  });
  return {
    ended,
    type: (keys: string) => input.write(keys),
    /** Resolves once the words stand on the screen, after what was waited for before. */
    async sees(words: string) {
      const { promise, resolve } = Promise.withResolvers<void>();
      check = () => {
        const at = stripVTControlCharacters(screen).indexOf(words, seen);
        if (at < 0) return;
        seen = at + words.length;
        check = () => {};
        resolve();
      };
      check();
      await promise;
    },
    screen: () => screen,
  };
}

function remembering(lines: string[]) {
  const saved: string[][] = [];
  const history: History = {
    load: async () => lines,
    save: async (all) => {
      saved.push([...all]);
    },
  };
  return { history, saved };
}

describe('the chat', () => {
  it('greets, answers, lets a number press a button and leaves on Ctrl-D', async () => {
    const one = session();
    await one.sees('Good day');
    await one.sees('mlops> ');
    one.type(`find docker${enter}`);
    await one.sees('Found {"query":"docker"}');
    await one.sees('[1] Next');
    await one.sees('mlops> ');
    one.type(`1${enter}`);
    await one.sees('"page":2');
    await one.sees('mlops> ');
    one.type(`5${enter}`);
    await one.sees('There is no button 5');
    await one.sees('mlops> ');
    one.type(ctrlD);
    await one.sees('Until next time.');
    await one.ended;
  });

  it.each(['exit', 'quit', 'bye', '/exit', 'QUIT'])('leaves on %s', async (word) => {
    const one = session();
    await one.sees('mlops> ');
    one.type(word + enter);
    await one.ended;
    expect(one.screen()).toContain('Until next time.');
  });

  it('clears the line on Ctrl-C and leaves on the second', async () => {
    const one = session();
    await one.sees('mlops> ');
    one.type('find dock');
    await one.sees('find dock');
    one.type(ctrlC);
    await one.sees('mlops> ');
    one.type(`help${enter}`);
    await one.sees('Help is here');
    await one.sees('mlops> ');
    one.type(ctrlC);
    await one.sees('Ctrl-C again or Ctrl-D leaves.');
    await one.sees('mlops> ');
    one.type(ctrlC);
    await one.ended;
    expect(one.screen()).not.toContain('Found');
  });

  it('answers lines that were pasted together, in order', async () => {
    const one = session();
    await one.sees('mlops> ');
    one.type(`find a\nfind b\nfind c\n`);
    await one.sees('"query":"a"');
    await one.sees('"query":"b"');
    await one.sees('"query":"c"');
    one.type(ctrlD);
    await one.ended;
  });

  it('completes with Tab', async () => {
    const one = session();
    await one.sees('mlops> ');
    one.type(`reso${tab}`);
    await one.sees('resource ');
    one.type(`mod${tab}`);
    await one.sees('model ');
    one.type(`r${tab}`);
    await one.sees('egistry');
    one.type(enter);
    await one.sees('Found {"query":"model registry"}');
    one.type(ctrlD);
    await one.ended;
  });

  it('brings earlier lines back, and keeps the new ones without numbers and answers to forms', async () => {
    const { history, saved } = remembering(['find old', 'find last']);
    const one = session(history);
    await one.sees('mlops> ');
    one.type(up + up);
    await one.sees('find old');
    one.type(enter);
    await one.sees('Found {"query":"old"}');
    await one.sees('mlops> ');
    one.type(`1${enter}`);
    await one.sees('"page":2');
    await one.sees('mlops> ');
    one.type(`setup${enter}`);
    await one.sees('What (for example docker): ');
    one.type(`secret${enter}`);
    await one.sees('Kind: ');
    one.type(ctrlC);
    await one.sees('Nothing was sent.');
    await one.sees('mlops> ');
    one.type(up);
    await one.sees('setup');
    one.type(ctrlC);
    one.type(ctrlD);
    await one.ended;
    expect(saved).toEqual([['find old', 'find last', 'find old', 'setup']]);
  });

  it('talks also when its history cannot be read or kept', async () => {
    const broken = async () => {
      throw new Error('no such file');
    };
    const one = session({ load: broken, save: broken });
    await one.sees('mlops> ');
    one.type(`exit${enter}`);
    await one.ended;
  });

  it('asks for a form field by field and sends it', async () => {
    const one = session();
    await one.sees('mlops> ');
    one.type(`setup${enter}`);
    await one.sees('Daily post');
    await one.sees('What (for example docker): ');
    one.type(`drift${enter}`);
    await one.sees('[1] A book  [2] A course');
    await one.sees('Kind: ');
    one.type(`film${enter}`);
    await one.sees('Please give a number or one of these words.');
    await one.sees('Kind: ');
    one.type(`2${enter}`);
    await one.sees('Note (optional): ');
    one.type(enter);
    await one.sees('Found {"query":"drift","kind":"course","page":7}');
    one.type(ctrlD);
    await one.ended;
  });

  it('sends nothing when a needed field stays empty', async () => {
    const one = session();
    await one.sees('mlops> ');
    one.type(`setup${enter}`);
    await one.sees('What (for example docker): ');
    one.type(enter);
    await one.sees('Nothing was sent.');
    await one.sees('mlops> ');
    one.type(ctrlD);
    await one.ended;
    expect(one.screen()).not.toContain('Found');
  });

  it('paints the prompt only with colour', async () => {
    const bright = session(undefined, true);
    await bright.sees('mlops> ');
    bright.type(ctrlD);
    await bright.ended;
    expect(bright.screen()).toContain('\u001B[1;36mmlops>\u001B[22;39m ');
    const bare = session();
    await bare.sees('mlops> ');
    bare.type(ctrlD);
    await bare.ended;
    expect(bare.screen()).not.toContain('\u001B[1;36m');
  });
});

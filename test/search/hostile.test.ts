import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, others, searchOf, topicOf } from './entries.ts';

const search = searchOf([...others, entry('Docker basics', { topics: ['docker'] }), entry('constructor')], {
  topics: [topicOf('docker', 'Docker')],
  aliases: [{ alias: 'toString', topic: 'docker', also: [] }],
});
const calls = (text: string) => {
  const found = search.find(text);
  search.suggest(text);
  search.topicNamed(text);
  search.nearestTopics(text);
  search.knows(text);
  return found;
};

describe('whatever a person can send', () => {
  it.each([
    '',
    '   ',
    '\u0000',
    '\u0000\u0001\u001f',
    '🚀🔥👩‍💻',
    '\u202edocker\u202c',
    '@everyone',
    '<!channel>',
    '<script>alert(1)</script>',
    '"',
    '""""',
    '“',
    'kind:',
    'kind: level: topic: by: access: max:',
    ':::',
    '\\',
    '(((((',
    '*',
    '\ud800',
    'constructor',
    '__proto__',
    'toString hasOwnProperty',
    'a'.repeat(10_000),
    'docker '.repeat(1500),
    '"'.repeat(10_000),
    'kind:'.repeat(2000),
    'é'.repeat(10_000),
  ])('is answered: %j', (text) => {
    const { total, nearest, query } = calls(text);
    expect(total > 0 || nearest.length > 0 || query.problems.length > 0).toBe(true);
  });

  it('throws for no text, and gives hits that belong together', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 30 }),
            fc.constantFrom('docker', ' ', '"', 'kind:'),
          ),
          {
            maxLength: 8,
          },
        ),
        (pieces) => {
          const { hits, total } = calls(pieces.join(''));
          expect(hits.length).toBe(Math.min(5, total));
          expect(new Set(hits.map(({ resource }) => resource.id)).size).toBe(hits.length);
          for (const { score } of hits) expect(Number.isFinite(score)).toBe(true);
        },
      ),
    );
  });

  it('gives the same answer however often it is asked', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('docker', 'docker basics', 'notes', 'the shape of logs', 'dokcer'),
        (line) => {
          const said = () => {
            const found = search.find(line);
            return { ...found, hits: found.hits.map((hit) => ({ ...hit, why: hit.why() })) };
          };
          expect(said()).toEqual(said());
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accesses, kinds, levels } from '../../src/catalog/model.ts';
import { entry, searchOf, topicOf } from './entries.ts';

const search = searchOf(
  [
    entry('Docker in Practice', {
      authors: ['Chip Huyen'],
      publisher: 'O’Reilly',
      kind: 'book',
      topics: ['docker'],
    }),
    entry('Drift in production', { authors: ['Jean-Luc Müller'], topics: ['drift'] }),
  ],
  {
    topics: [
      topicOf('docker', 'Docker and containers'),
      topicOf('drift', 'Drift'),
      topicOf('model-serving', 'Model serving'),
    ],
    aliases: [{ alias: 'k8s', topic: 'docker', also: [] }],
  },
);
const read = (line: string) => search.find(line).query;

describe('the query grammar', () => {
  it('reads filters in any order, before, between and after the words', () => {
    const filters = {
      kind: 'course',
      level: 'beginner',
      topic: 'docker',
      by: 'huyen',
      access: 'free',
      max: 30,
    };
    expect(
      read('kind:course level:beginner docker topic:docker by:huyen images access:free max:30'),
    ).toMatchObject({
      text: 'docker images',
      words: ['docker', 'images'],
      filters,
      problems: [],
    });
    expect(
      read('max:30 access:free by:huyen topic:docker level:beginner kind:course docker images').filters,
    ).toEqual(filters);
  });

  it.each([
    ['kind:books', { kind: 'book' }],
    ['KIND:Video', { kind: 'video' }],
    ['kind:mooc', { kind: 'course' }],
    ['level:beginners', { level: 'beginner' }],
    ['topic:K8S', { topic: 'docker' }],
    ['topic:"model serving"', { topic: 'model-serving' }],
    ['topic: "Docker and containers"', { topic: 'docker' }],
    ['by:"chip huyen"', { by: 'chip huyen' }],
    ['by:jean-luc', { by: 'jean-luc' }],
    ['by:muller', { by: 'muller' }],
    ['max:45m', { max: 45 }],
    ['max:2h', { max: 120 }],
    ['max:1.5h', { max: 90 }],
    ['(kind:book)', { kind: 'book' }],
  ])('understands %s', (line, filters) => {
    expect(read(line).filters).toEqual(filters);
  });

  it.each([
    ['kind:', 'kind', '', kinds],
    ['kind:banana', 'kind', 'banana', kinds],
    ['level:guru', 'level', 'guru', levels],
    ['access:stolen', 'access', 'stolen', accesses],
    ['topic:cooking', 'topic', 'cooking', ['docker', 'drift', 'model-serving']],
    ['topic:""', 'topic', '', ['docker', 'drift', 'model-serving']],
  ])('says for %s which values there are', (line, filter, value, expected) => {
    expect(read(`docker ${line}`)).toMatchObject({
      text: 'docker',
      filters: {},
      problems: [{ filter, value, expected }],
    });
  });

  it.each(['max:soon', 'max:0', 'max:-5', 'max:', 'by:', 'by:nobody'])(
    'says for %s what it takes',
    (line) => {
      const { problems, filters } = read(line);
      expect(filters).toEqual({});
      expect(problems).toHaveLength(1);
      expect(problems[0]?.expected[0]).toMatch(/number of minutes|part of an author/);
    },
  );

  it('leaves other words with colons alone', () => {
    expect(read('https://example.org note: ratio 3:4 foo:bar')).toMatchObject({ filters: {}, problems: [] });
    expect(read('foo:bar').text).toBe('foo:bar');
  });

  it.each([
    ['"data drift" docker', ['data drift']],
    ['“data drift”', ['data drift']],
    ['"a" and "b c"', ['a', 'b c']],
    ['"data drift', []],
    ['docker"', []],
    ['""', []],
    ['"!!"', []],
  ])('finds the phrases of %s', (line, phrases) => {
    expect(read(line).phrases).toEqual(phrases);
  });

  it('takes mentions and control characters out', () => {
    expect(read('<@U123> @here dock\u0000er\u202e <!channel>').text).toBe('dock er');
    expect(read('a\nb\tc').text).toBe('a b c');
    expect(read('about <https://www.docker.com|docker>').text).toBe('about docker');
  });

  it('cuts a long text at a word', () => {
    const { text } = read('docker '.repeat(2000));
    expect(text.length).toBeLessThanOrEqual(200);
    expect(text).toMatch(/^(docker )+docker$/);
  });

  it('reads any text without throwing, and keeps to the values that there are', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'kind:',
        'level:',
        'topic:',
        'by:',
        'access:',
        'max:',
        '"',
        '“',
        ' ',
        'docker',
        'huyen',
        '30',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { filters, problems, text } = read(pieces.join(''));
        expect(text.length).toBeLessThanOrEqual(200);
        expect(text).not.toMatch(/\p{Cc}/u);
        if (filters.kind !== undefined) expect(kinds).toContain(filters.kind);
        if (filters.level !== undefined) expect(levels).toContain(filters.level);
        if (filters.access !== undefined) expect(accesses).toContain(filters.access);
        if (filters.topic !== undefined)
          expect(['docker', 'drift', 'model-serving']).toContain(filters.topic);
        if (filters.max !== undefined) expect(filters.max).toBeGreaterThan(0);
        for (const problem of problems) expect(problem.expected.length).toBeGreaterThan(0);
      }),
    );
  });
});

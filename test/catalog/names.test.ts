import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mendMojibake } from '../../src/catalog/mojibake.ts';
import { nearest } from '../../src/catalog/nearest.ts';
import { slug, unused } from '../../src/catalog/slug.ts';
import { normaliseUrl } from '../../src/catalog/url.ts';
import { foldName } from '../../src/catalog/vocabulary.ts';

describe('the nearest name', () => {
  it.each([
    ['dockr', 'docker'],
    ['Dokcer', 'docker'],
    ['pyhton', 'python'],
    ['rets', 'rest'],
    ['docker', 'docker'],
  ])('of %s is %s', (typed, meant) => {
    expect(nearest(typed, ['rest', 'docker', 'python'])).toBe(meant);
  });

  it.each(['gardening', 'rust-lang', '', 'x', 'go'])('of %j is none', (typed) => {
    expect(nearest(typed, ['rest', 'docker', 'python', 'r', 'git'])).toBeUndefined();
  });

  it('is the name itself when it is there', () => {
    const word = fc.string({ minLength: 2, maxLength: 12 }).filter((text) => text.trim().length > 1);
    fc.assert(
      fc.property(word, fc.array(word), (name, others) => {
        const found = nearest(name, [name, ...others]) ?? '';
        expect(found).toBe(name);
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    'https://example.com/a',
    'http://example.com/a',
    'HTTPS://WWW.Example.COM/a/',
    'https://example.com:443/a#',
    'http://example.com:80/a#readme',
    'https://example.com/a?utm_source=x&utm_medium=y',
    'https://example.com/a#:~:text=some%20words',
  ])('%s is the same as its plain form', (address) => {
    expect(normaliseUrl(address)).toBe('example.com/a');
  });

  it.each([
    'https://example.com/A',
    'https://example.com/a?page=2',
    'https://example.com/a#chapter-2',
    'https://example.com:8080/a',
    'https://api.example.com/a',
  ])('%s is another one', (address) => {
    expect(normaliseUrl(address)).not.toBe('example.com/a');
  });

  it('keeps the parameters that say what is shown as they are', () => {
    expect(normaliseUrl('https://youtu.be/watch?v=a%20b&t=1')).toBe('youtu.be/watch?v=a%20b&t=1');
    expect(normaliseUrl('https://youtu.be/watch?v=a&utm_campaign=z&t=1')).toBe('youtu.be/watch?v=a&t=1');
  });

  it('stays the same when it is normalised twice', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
        const once = normaliseUrl(address);
        expect(normaliseUrl(`https://${once}`)).toBe(once);
      }),
    );
  });
});

describe('a name', () => {
  it('is the same in any case, with hyphens or spaces', () => {
    expect(new Set(['CI/CD', 'ci/cd'].map(foldName)).size).toBe(1);
    expect(
      new Set(['Feature Store', 'feature-store', 'featurestore', 'FEATURE–STORE'].map(foldName)).size,
    ).toBe(1);
  });
});

describe('a slug', () => {
  it.each([
    ['Docker: Up & Running', 'docker-up-running'],
    ['Kris Nòva’s “Café”', 'kris-novas-cafe'],
    ['机器学习', ''],
    [`${'word '.repeat(20)}`, Array(14).fill('word').join('-')],
    ['x'.repeat(90), 'x'.repeat(70)],
  ])('of %j is %j', (title, expected) => {
    expect(slug(title)).toBe(expected);
  });

  it('gets a number when it is used, and stays within its length', () => {
    const used = new Set<string>();
    const long = 'x'.repeat(70);
    expect([unused('a', used), unused('a', used), unused('a', used)]).toEqual(['a', 'a-2', 'a-3']);
    expect([unused(long, used), unused(long, used)]).toEqual([long, `${'x'.repeat(68)}-2`]);
  });

  it('is kebab-case of at most 70 characters, or empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
        expect(slug(title)).toMatch(/^$|^(?=.{1,70}$)[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });
});

describe('wrongly decoded text', () => {
  const wrongly = (text: string) => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));

  it.each([
    'unittest — Unit testing',
    '“quoted” it’s',
    'Müller, Ñandú, São',
    'a → b',
    '😀 ok',
    'wait…',
    '™ £ °',
  ])('is %s again', (text) => {
    expect(wrongly(text)).not.toBe(text);
    expect(mendMojibake(wrongly(text))).toBe(text);
  });

  it.each([
    '“CAFÉ”',
    'Ångström',
    'SÃO “IRMÔ',
    'déjà vu',
    '5 € – 10 €',
    'Kris Nòva',
    'Äöü',
    'â la carte',
    '日本語',
  ])('is not seen in %s', (text) => {
    expect(mendMojibake(text)).toBe(text);
  });

  it('is not seen in ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(mendMojibake(text)).toBe(text);
      }),
    );
  });
});
